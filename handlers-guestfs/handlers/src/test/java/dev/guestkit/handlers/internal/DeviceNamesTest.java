package dev.guestkit.handlers.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestkit.appliance.BlockVolume;
import dev.guestkit.appliance.BlockVolume.Kind;
import dev.guestkit.appliance.Storage;
import dev.guestkit.guestfacts.StorageFacts;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviceNamesTest {
    private final Storage storage = new Storage(
            List.of(),
            List.of(
                    volume("/dev/sda", Kind.DISK, 0, 0, "", "", ""),
                    volume("/dev/sda1", Kind.PARTITION, 0, 1, "AAAA-1", "EFI SYSTEM", "p1"),
                    volume("/dev/sda2", Kind.PARTITION, 0, 2, "bbbb", "root", "p2"),
                    volume("/dev/sda3", Kind.PARTITION, 0, 3, "cccc", "", "p3"),
                    volume("/dev/sdb1", Kind.PARTITION, 1, 1, "dddd", "", "q1"),
                    volume("/dev/my-vg/ro-ot", Kind.LOGICAL_VOLUME, -1, 0, "eeee", "", ""),
                    volume("/dev/mapper/opened", Kind.OPENED_LUKS, -1, 0, "ffff", "", ""),
                    volume("/dev/md127", Kind.MD_ARRAY, -1, 0, "gggg", "", "")),
            List.of(),
            List.of(),
            List.of());
    private final StorageFacts guest = new StorageFacts(
            List.of(),
            List.of(),
            List.of(new StorageFacts.Encrypted("cryptroot", "UUID=cccc", "none", List.of())),
            List.of(),
            List.of());
    private final DeviceNames names = new DeviceNames(storage, guest, Map.of("/dev/sda3", "/dev/mapper/opened"));

    @ParameterizedTest
    @CsvSource({
        "UUID=BBBB, /dev/sda2",
        "UUID=\"bbbb\", /dev/sda2",
        "LABEL=root, /dev/sda2",
        "PARTUUID=P2, /dev/sda2",
        "/dev/disk/by-uuid/aaaa-1, /dev/sda1",
        "/dev/disk/by-label/EFI\\x20SYSTEM, /dev/sda1",
        "/dev/disk/by-partuuid/p3, /dev/sda3",
        "/dev/sda2, /dev/sda2",
        "/dev/vda2, /dev/sda2",
        "/dev/xvda2, /dev/sda2",
        "/dev/hdb1, /dev/sdb1",
        "/dev/nvme0n1p2, /dev/sda2",
        "/dev/nvme1n1p1, /dev/sdb1",
        "/dev/mmcblk0p1, /dev/sda1",
        "/dev/vda, /dev/sda",
        "/dev/my-vg/ro-ot, /dev/my-vg/ro-ot",
        "/dev/mapper/my--vg-ro--ot, /dev/my-vg/ro-ot",
        "/dev/mapper/cryptroot, /dev/mapper/opened",
        "/dev/md0, /dev/md127",
        "/dev/md/root, /dev/md127",
    })
    void guestsNameLeadsToTheAppliancesDevice(String spec, String device) {
        assertThat(names.find(spec)).map(BlockVolume::device).contains(device);
    }

    @ParameterizedTest
    @CsvSource({
        "UUID=none",
        "LABEL=",
        "/dev/sdc1",
        "/dev/sda9",
        "/dev/sda99999999999",
        "/dev/mapper/other",
        "tmpfs",
        "//server/share",
        "server:/export",
        "/dev/disk/by-id/ata-x",
        "/dev/nvme99999999999n1",
        "''"
    })
    void whatIsOnNoDiskIsNotFound(String spec) {
        assertThat(names.find(spec)).isEmpty();
    }

    @Test
    void amongSeveralArraysOnlyTheOneOfThatNameIsMeant() {
        Storage two = new Storage(
                List.of(),
                List.of(
                        volume("/dev/md126", Kind.MD_ARRAY, -1, 0, "h", "", ""),
                        volume("/dev/md127", Kind.MD_ARRAY, -1, 0, "g", "", "")),
                List.of(),
                List.of(),
                List.of());

        assertThat(new DeviceNames(two, guest, Map.of()).find("/dev/md0")).isEmpty();
        assertThat(new DeviceNames(two, guest, Map.of()).find("/dev/md126")).isPresent();
    }

    @Property(tries = 300)
    void anyTextIsAnswered(@ForAll String spec) {
        assertThat(names.find(spec)).isNotNull();
        assertThat(names.find("/dev/mapper/" + spec)).isNotNull();
        assertThat(names.find("/dev/disk/by-label/" + spec)).isNotNull();
    }

    private static BlockVolume volume(
            String device, Kind kind, int disk, int number, String uuid, String label, String partitionUuid) {
        return new BlockVolume(
                device, kind, disk, number, 1, "ext4", label, uuid, "", "", partitionUuid, false, List.of());
    }
}
