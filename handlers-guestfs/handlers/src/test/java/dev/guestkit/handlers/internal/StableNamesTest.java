package dev.guestkit.handlers.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestkit.appliance.BlockVolume;
import dev.guestkit.appliance.Storage;
import java.util.List;
import org.junit.jupiter.api.Test;

class StableNamesTest {
    private final Storage probed = new Storage(
            List.of(new Storage.Disk(0, "/dev/sdc", 1, "gpt", ""), new Storage.Disk(27, "/dev/sda", 1, "", "")),
            List.of(
                    volume("/dev/sdc", BlockVolume.Kind.DISK, 0, 0),
                    volume("/dev/sdc2", BlockVolume.Kind.PARTITION, 0, 2),
                    volume("/dev/sda", BlockVolume.Kind.DISK, 27, 0),
                    volume("/dev/vg/root", BlockVolume.Kind.LOGICAL_VOLUME, -1, 0)),
            List.of(new Storage.VolumeGroup(
                    "vg", "u", 1, 0, List.of("/dev/sdc2", "[unknown]"), List.of("/dev/vg/root"), false)),
            List.of(new Storage.MdArray("/dev/md0", "raid1", List.of("/dev/sdc2"), "clean", 0)),
            List.of());

    @Test
    void disksAreNamedByTheirPlaceInTheJob() {
        Storage stable = new StableNames(probed).stable(probed);

        assertThat(stable.disks()).extracting(Storage.Disk::device).containsExactly("/dev/sda", "/dev/sdab");
        assertThat(stable.volumes())
                .extracting(BlockVolume::device)
                .containsExactly("/dev/sda", "/dev/sda2", "/dev/sdab", "/dev/vg/root");
        assertThat(stable.volumeGroups().get(0).physicalVolumes()).containsExactly("/dev/sda2", "[unknown]");
        assertThat(stable.arrays().get(0).members()).containsExactly("/dev/sda2");
    }

    @Test
    void applianceIsAskedByTheNameOfTheMoment() {
        StableNames names = new StableNames(probed);

        assertThat(names.real("/dev/sda2")).isEqualTo("/dev/sdc2");
        assertThat(names.real("/dev/sda")).isEqualTo("/dev/sdc");
        assertThat(names.real("/dev/vg/root")).isEqualTo("/dev/vg/root");
    }

    private static BlockVolume volume(String device, BlockVolume.Kind kind, int disk, int number) {
        return new BlockVolume(device, kind, disk, number, 1, "", "", "", "", "", "", false, List.of());
    }
}
