package dev.guestkit.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestkit.appliance.ApplianceException.Kind;
import dev.guestkit.appliance.FileArchive.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One machine with many disks, as it costs more to start than all that is asked of it. */
class StockApplianceTest {
    private static final List<String> IMAGES = List.of(
            "debian-rich.qcow2",
            "debian-lvm.qcow2",
            "debian-btrfs-subvol.qcow2",
            "debian-md.qcow2",
            "debian-luks.qcow2",
            "debian-lvm-on-luks2.qcow2",
            "windows-2019.qcow2",
            "debian-xfs.qcow2",
            "evil-content.qcow2",
            "evil-links.qcow2",
            "evil-big.qcow2",
            "overlay.qcow2",
            "vg-two-disks-a.qcow2",
            "debian.vmdk",
            "empty.qcow2",
            "bad-probe.raw");

    private static final List<VettedImage> VETTED = new ArrayList<>();

    @TempDir
    static Path folder;

    private static LibguestfsEngine engine;
    private static Appliance appliance;

    @BeforeAll
    static void start() {
        IntakeGate gate = IntakeGate.builder().allowRoot(Fixtures.root()).build();
        for (String name : IMAGES) {
            VETTED.add(gate.admit(ImageRequest.of(Fixtures.image(name).toString())
                    .withFormat(name.substring(name.indexOf('.') + 1))));
        }
        engine = LibguestfsEngine.builder().build();
        appliance = engine.open(VETTED);
    }

    @AfterAll
    static void stop() {
        if (engine != null) {
            engine.close();
        }
        VETTED.forEach(VettedImage::verifyUnchanged);
        VETTED.forEach(VettedImage::close);
    }

    @Test
    void disksComeInTheOrderAskedFor() {
        List<Storage.Disk> disks = appliance.storage().disks();
        assertThat(disks).hasSize(IMAGES.size());
        for (int i = 0; i < disks.size(); i++) {
            assertThat(disks.get(i).index()).isEqualTo(i);
            assertThat(disks.get(i).sizeBytes() / 512).isEqualTo((VETTED.get(i).virtualSizeBytes() + 511) / 512);
        }
    }

    @Test
    void appliancesOwnDiskIsNotShown() {
        assertThat(appliance.storage().volumes())
                .noneMatch(v -> v.sizeBytes() == 4L << 30)
                .allMatch(v -> v.diskIndex() < IMAGES.size());
    }

    @Test
    void logicalVolumesAreFoundByTheirUsualNames() {
        assertThat(of("debian-lvm.qcow2"))
                .extracting(BlockVolume::device)
                .contains("/dev/vg0/root", "/dev/vg0/home", "/dev/vg0/swap");
        assertThat(appliance.storage().volumeGroups())
                .anySatisfy(group -> {
                    assertThat(group.name()).isEqualTo("vg0");
                    assertThat(group.complete()).isTrue();
                    assertThat(group.logicalVolumes()).contains("/dev/vg0/root");
                })
                .anySatisfy(group -> {
                    assertThat(group.name()).isEqualTo("vg2");
                    assertThat(group.complete()).isFalse();
                });
        assertThat(appliance.storage().problems()).anyMatch(text -> text.contains("vg2"));
    }

    @Test
    void subvolumesAreListedAndMounted() {
        BlockVolume btrfs = of("debian-btrfs-subvol.qcow2").stream()
                .filter(v -> v.content().equals("btrfs"))
                .findFirst()
                .orElseThrow();
        assertThat(btrfs.subvolumes()).containsExactly("@", "@home", "@snapshots");
        try (GuestFilesystem root = appliance.mount(btrfs.device(), "@")) {
            assertThat(root.type()).isEqualTo("btrfs");
            assertThat(text(root, "etc/hostname")).isEqualTo("debbtrfs\n");
        }
    }

    @Test
    void arrayOfOneDiskIsAssembled() {
        Storage.MdArray array = appliance.storage().arrays().get(0);
        assertThat(array.level()).isEqualTo("raid1");
        assertThat(array.members()).hasSize(2);
        try (GuestFilesystem root = mount("mdroot")) {
            assertThat(text(root, "etc/hostname")).isEqualTo("debmd\n");
        }
    }

    @Test
    void wrongKeyIsRefusedAndTheRightOneOpens() {
        BlockVolume luks = of("debian-luks.qcow2").stream()
                .filter(BlockVolume::encrypted)
                .findFirst()
                .orElseThrow();
        assertThat(appliance.unlock(luks.device(), bytes("wrong"))).isFalse();
        assertThat(appliance.unlock(luks.device(), bytes("secret"))).isTrue();
        try (GuestFilesystem root = mount("cryptroot")) {
            assertThat(text(root, "etc/hostname")).isEqualTo("debluks\n");
        }
    }

    @Test
    void logicalVolumesInsideLuks2AppearAfterUnlocking() {
        BlockVolume luks = of("debian-lvm-on-luks2.qcow2").stream()
                .filter(BlockVolume::encrypted)
                .findFirst()
                .orElseThrow();
        assertThat(appliance.unlock(luks.device(), bytes("secret"))).isTrue();
        assertThat(of("debian-lvm-on-luks2.qcow2"))
                .extracting(BlockVolume::device)
                .contains("/dev/vg1/root");
        try (GuestFilesystem root = appliance.mount("/dev/vg1/root", "")) {
            assertThat(text(root, "etc/hostname")).isEqualTo("debcrypt\n");
        }
    }

    @Test
    void ntfsAndXfsAreMounted() {
        for (String content : List.of("ntfs", "xfs")) {
            BlockVolume volume = appliance.storage().volumes().stream()
                    .filter(v -> v.content().equals(content))
                    .findFirst()
                    .orElseThrow();
            try (GuestFilesystem root = appliance.mount(volume.device(), "")) {
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
        BlockVolume volume = of("overlay.qcow2").stream()
                .filter(v -> v.content().equals("ext4"))
                .findFirst()
                .orElseThrow();
        try (GuestFilesystem root = appliance.mount(volume.device(), "")) {
            assertThat(text(root, "etc/hostname")).isEqualTo("deb12\n");
        }
    }

    @Test
    void headerWithinARawDiskIsNeverFollowed() {
        int raw = IMAGES.indexOf("bad-probe.raw");
        long sectors = (VETTED.get(raw).identity().sizeBytes() + 511) / 512;
        assertThat(appliance.storage().disks().get(raw).sizeBytes()).isEqualTo(sectors * 512);
    }

    @Test
    void filesAreCopiedOutWithinTheirLimits() throws IOException {
        try (GuestFilesystem root = mount("richroot")) {
            Path tar = folder.resolve("rich.tar");
            FileArchive archive = root.archive(
                    ArchiveRequest.of(List.of(
                                    "etc/**", "var/lib/dpkg/status", "var/log/*.log", "home/*/.ssh/*", "no/such/*"))
                            .withMaxFileBytes(1 << 20),
                    tar);
            assertThat(names(tar))
                    .contains("etc/ssh/sshd_config", "home/alice/.ssh/authorized_keys", "var/lib/dpkg/status")
                    .doesNotHaveDuplicates()
                    .hasSize(archive.files());
            assertThat(archive.skipped())
                    .containsExactly(new FileArchive.Skipped("var/log/big.log", Reason.TOO_BIG, 12 << 20));
            assertThat(archive.truncated()).isFalse();
        }
    }

    @Test
    void limitsOfAllFilesHold() throws IOException {
        try (GuestFilesystem root = mount("richroot")) {
            ArchiveRequest all = ArchiveRequest.of(List.of("etc/**"));
            FileArchive few = root.archive(all.withMaxFiles(5), folder.resolve("few.tar"));
            assertThat(few.truncated()).isTrue();
            assertThat(names(few.file())).hasSize(5);
            FileArchive small = root.archive(all.withMaxTotalBytes(500), folder.resolve("small.tar"));
            assertThat(small.skipped()).extracting(FileArchive.Skipped::reason).contains(Reason.OVER_TOTAL);
        }
    }

    @Test
    void hugeSparseFileIsSkippedAndUnusableTargetIsTold() throws IOException {
        try (GuestFilesystem root = appliance.mount(bigRoot(), "")) {
            Path tar = folder.resolve("sparse.tar");
            assertThatThrownBy(() -> root.archive(
                            ArchiveRequest.of(List.of("etc/hostname"))
                                    .withMaxFileBytes(4L << 30)
                                    .withMaxTotalBytes(4L << 30)
                                    .withMaxFiles(1),
                            folder.resolve("exists.tar").resolve("not")))
                    .isInstanceOf(ApplianceException.class);
            FileArchive none = root.archive(ArchiveRequest.of(List.of("etc/hostname")), tar);
            assertThat(none.files()).isZero();
            assertThat(none.skipped())
                    .containsExactly(new FileArchive.Skipped("etc/hostname", Reason.TOO_BIG, 3L << 30));
        }
    }

    @Test
    void linksAmongFoldersNeverLeadIntoTheAppliance() throws IOException {
        BlockVolume volume = of("evil-links.qcow2").stream()
                .filter(v -> v.content().equals("ext4"))
                .findFirst()
                .orElseThrow();
        try (GuestFilesystem root = appliance.mount(volume.device(), "")) {
            Path tar = folder.resolve("links.tar");
            FileArchive archive = root.archive(
                    ArchiveRequest.of(List.of("etc/**", "etc/passwd", "usr/lib/os-release", "home/**", "bin/*")), tar);
            assertThat(names(tar)).containsExactlyInAnyOrder("home/shadow", "home/loop", "bin/sh");
            assertThat(archive.skipped())
                    .extracting(FileArchive.Skipped::reason)
                    .containsOnly(Reason.CIRCLE);
            assertThat(root.stat(List.of("etc/passwd", "home/shadow")))
                    .singleElement()
                    .satisfies(entry -> {
                        assertThat(entry.type()).isEqualTo(FileEntry.Type.SYMLINK);
                        assertThat(entry.linkTarget()).isEqualTo("../../../../../etc/shadow");
                    });
            assertThatThrownBy(() -> root.list(ListRequest.all("etc"))).hasMessageContaining("in a circle");
        }
    }

    @Test
    void oddNamesNeitherBreakTheListingNorRunAnything() throws IOException {
        BlockVolume volume = of("evil-content.qcow2").stream()
                .filter(v -> v.content().equals("ext4"))
                .findFirst()
                .orElseThrow();
        try (GuestFilesystem root = appliance.mount(volume.device(), "")) {
            assertThat(root.list(ListRequest.all("home/alice")).entries())
                    .extracting(FileEntry::path)
                    .contains("home/alice/new\nline", "home/alice/\ud83d\ude00emoji", "home/alice/bad\ufffd\ufffdname");
            FileArchive archive =
                    root.archive(ArchiveRequest.of(List.of("etc/netplan/*", "etc/**")), folder.resolve("odd.tar"));
            assertThat(archive.skipped()).containsExactly(new FileArchive.Skipped("etc/os-release", Reason.SPECIAL, 0));
            assertThat(names(archive.file())).anyMatch(name -> name.contains("$(reboot)"));
        }
        assertThat(appliance.storage().disks()).isNotEmpty();
    }

    @Test
    void listingTellsModesTimesAndOwners() {
        try (GuestFilesystem root = mount("richroot")) {
            assertThat(root.list(ListRequest.all("").withOnlyPermissions(06000)).entries())
                    .extracting(FileEntry::path)
                    .containsExactlyInAnyOrder("opt/tool/bin/helper", "usr/bin/passwd", "usr/bin/wall");
            assertThat(root.list(ListRequest.all("")
                                    .withOnlyLargerThan(10 << 20)
                                    .withOnlyNames("*.pem"))
                            .entries())
                    .extracting(FileEntry::path)
                    .contains("var/log/big.log", "etc/ssl/certs/expired.example.org.pem");
            FileEntry shadow = root.stat(List.of("etc/shadow")).get(0);
            assertThat(shadow.mode()).isEqualTo(0600);
            assertThat(shadow.modified()).isBefore(Instant.now());
            FileListing some = root.list(ListRequest.all("etc").withMaxEntries(3));
            assertThat(some.entries()).hasSize(3);
            assertThat(some.truncated()).isTrue();
        }
    }

    @Test
    void pathsThatAreNoneAreRefusedBeforeTheyReachTheMachine() {
        try (GuestFilesystem root = mount("richroot")) {
            for (String path : List.of("/etc/passwd", "../x", "a//b", "a/./b", "", "a\0b")) {
                assertThatThrownBy(() -> root.stat(List.of(path)))
                        .asInstanceOf(InstanceOfAssertFactories.type(ApplianceException.class))
                        .extracting(ApplianceException::kind)
                        .isEqualTo(Kind.VALIDATION);
            }
        }
        assertThatThrownBy(() -> appliance.mount("/dev/sdz9", "")).hasMessageContaining("/dev/sdz9");
    }

    private static String bigRoot() {
        return of("evil-big.qcow2").stream()
                .filter(v -> v.content().equals("ext4"))
                .findFirst()
                .orElseThrow()
                .device();
    }

    private static List<BlockVolume> of(String image) {
        return appliance.storage().volumes().stream()
                .filter(v -> v.diskIndex() == IMAGES.indexOf(image))
                .toList();
    }

    private static GuestFilesystem mount(String label) {
        BlockVolume volume = appliance.storage().volumes().stream()
                .filter(v -> v.label().equals(label))
                .findFirst()
                .orElseThrow();
        return appliance.mount(volume.device(), "");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(GuestFilesystem root, String path) {
        try {
            Path tar = folder.resolve("one-" + System.nanoTime() + ".tar");
            root.archive(ArchiveRequest.of(List.of(path)), tar);
            return output("tar", "-xOf", tar.toString(), path);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> names(Path tar) throws IOException {
        return output("tar", "-tf", tar.toString())
                .lines()
                .map(name -> name.endsWith("/") ? name.substring(0, name.length() - 1) : name)
                .toList();
    }

    private static String output(String... command) throws IOException {
        Process process = new ProcessBuilder(command).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
