package dev.guestkit.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Disks, volumes and file systems, seen by a real machine. */
@ExtendWith(SharedMachine.Extension.class)
class StockApplianceTest {
    private final SharedMachine machine;

    StockApplianceTest(SharedMachine machine) {
        this.machine = machine;
    }

    @Test
    void disksComeInTheOrderAskedFor() {
        List<Storage.Disk> disks = machine.appliance().storage().disks();
        assertThat(disks).hasSize(SharedMachine.IMAGES.size());
        for (int i = 0; i < disks.size(); i++) {
            assertThat(disks.get(i).index()).isEqualTo(i);
            assertThat(disks.get(i).sizeBytes() / 512)
                    .isEqualTo((machine.image(i).virtualSizeBytes() + 511) / 512);
        }
    }

    @Test
    void appliancesOwnDiskIsNotShown() {
        assertThat(machine.appliance().storage().volumes())
                .noneMatch(v -> v.sizeBytes() == 4L << 30)
                .allMatch(v -> v.diskIndex() < SharedMachine.IMAGES.size());
    }

    @Test
    void logicalVolumesAreFoundByTheirUsualNames() {
        assertThat(machine.of("debian-lvm.qcow2"))
                .extracting(BlockVolume::device)
                .contains("/dev/vg0/root", "/dev/vg0/home", "/dev/vg0/swap");
        assertThat(machine.appliance().storage().volumeGroups())
                .anySatisfy(group -> {
                    assertThat(group.name()).isEqualTo("vg0");
                    assertThat(group.complete()).isTrue();
                    assertThat(group.logicalVolumes()).contains("/dev/vg0/root");
                })
                .anySatisfy(group -> {
                    assertThat(group.name()).isEqualTo("vg2");
                    assertThat(group.complete()).isFalse();
                });
        assertThat(machine.appliance().storage().problems()).anyMatch(text -> text.contains("vg2"));
    }

    @Test
    @DisplayName("Invariant 10: nothing of a guest is mounted by the host's kernel")
    void mountingIsTheMachinesAlone() throws IOException {
        List<String> before = kernelsWork();
        try (GuestFilesystem root = machine.labelled("mdroot")) {
            assertThat(root.type()).isNotEmpty();
            assertThat(kernelsWork()).isEqualTo(before);
        }
    }

    /** What the host's kernel has mounted from files or through device maps, by anybody. */
    private static List<String> kernelsWork() throws IOException {
        try (Stream<String> mounts = Files.lines(Path.of("/proc/self/mountinfo"))) {
            return mounts.filter(mount -> mount.matches(".* - .*(/dev/(loop|nbd|dm-|mapper)|guestmount).*"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void subvolumesAreListedAndMounted() {
        BlockVolume btrfs = machine.of("debian-btrfs-subvol.qcow2").stream()
                .filter(v -> v.content().equals("btrfs"))
                .findFirst()
                .orElseThrow();
        assertThat(btrfs.subvolumes()).containsExactly("@", "@home", "@snapshots");
        try (GuestFilesystem root = machine.appliance().mount(btrfs.device(), "@")) {
            assertThat(root.type()).isEqualTo("btrfs");
            assertThat(machine.text(root, "etc/hostname")).isEqualTo("debbtrfs\n");
        }
    }

    @Test
    void arrayOfOneDiskIsAssembled() {
        Storage.MdArray array = machine.appliance().storage().arrays().get(0);
        assertThat(array.level()).isEqualTo("raid1");
        assertThat(array.members()).hasSize(2);
        try (GuestFilesystem root = machine.labelled("mdroot")) {
            assertThat(machine.text(root, "etc/hostname")).isEqualTo("debmd\n");
        }
    }

    @Test
    void wrongKeyIsRefusedAndTheRightOneOpens() {
        BlockVolume luks = machine.of("debian-luks.qcow2").stream()
                .filter(BlockVolume::encrypted)
                .findFirst()
                .orElseThrow();
        assertThat(machine.appliance().unlock(luks.device(), bytes("wrong"))).isFalse();
        assertThat(machine.appliance().unlock(luks.device(), bytes("secret"))).isTrue();
        try (GuestFilesystem root = machine.labelled("cryptroot")) {
            assertThat(machine.text(root, "etc/hostname")).isEqualTo("debluks\n");
        }
    }

    @Test
    void logicalVolumesInsideLuks2AppearAfterUnlocking() {
        BlockVolume luks = machine.of("debian-lvm-on-luks2.qcow2").stream()
                .filter(BlockVolume::encrypted)
                .findFirst()
                .orElseThrow();
        assertThat(machine.appliance().unlock(luks.device(), bytes("secret"))).isTrue();
        assertThat(machine.of("debian-lvm-on-luks2.qcow2"))
                .extracting(BlockVolume::device)
                .contains("/dev/vg1/root");
        try (GuestFilesystem root = machine.appliance().mount("/dev/vg1/root", "")) {
            assertThat(machine.text(root, "etc/hostname")).isEqualTo("debcrypt\n");
        }
    }

    @Test
    void ntfsAndXfsAreMounted() {
        for (String content : List.of("ntfs", "xfs")) {
            BlockVolume volume = machine.appliance().storage().volumes().stream()
                    .filter(v -> v.content().equals(content))
                    .findFirst()
                    .orElseThrow();
            try (GuestFilesystem root = machine.appliance().mount(volume.device(), "")) {
                assertThat(root.usage().sizeBytes()).isBetween(100L << 20, volume.sizeBytes());
                String file = content.equals("xfs") ? "etc/os-release" : "Windows/System32/config/SOFTWARE";
                assertThat(root.stat(List.of(file, "absent")))
                        .extracting(FileEntry::path)
                        .containsExactly(file);
            }
        }
    }

    @Test
    void layersBelowAnImageAreRead() {
        try (GuestFilesystem root = machine.ext4("overlay.qcow2")) {
            assertThat(machine.text(root, "etc/hostname")).isEqualTo("deb12\n");
        }
    }

    @Test
    void headerWithinARawDiskIsNeverFollowed() {
        int raw = SharedMachine.IMAGES.indexOf("bad-probe.raw");
        long sectors = (machine.image(raw).identity().sizeBytes() + 511) / 512;
        assertThat(machine.appliance().storage().disks().get(raw).sizeBytes()).isEqualTo(sectors * 512);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
