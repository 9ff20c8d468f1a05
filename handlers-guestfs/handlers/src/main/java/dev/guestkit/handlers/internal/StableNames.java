package dev.guestkit.handlers.internal;

import dev.guestkit.appliance.BlockVolume;
import dev.guestkit.appliance.Storage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Names disks by their place in the job: the first is always {@code /dev/sda}. Inside the appliance letters are luck, because its kernel
 * probes several disks at once, its own among them; a result must not differ from one run to the next.
 */
final class StableNames {
    private final Map<String, String> stable = new HashMap<>();
    private final Map<String, String> real = new HashMap<>();

    StableNames(Storage storage) {
        storage.disks().forEach(d -> put(d.device(), disk(d.index())));
        storage.volumes().stream()
                .filter(v -> v.kind() == BlockVolume.Kind.PARTITION && v.diskIndex() >= 0)
                .forEach(v -> put(v.device(), disk(v.diskIndex()) + v.partitionNumber()));
    }

    private void put(String device, String name) {
        stable.put(device, name);
        real.put(name, device);
    }

    /** Letters as Linux gives them: a to z, aa, ab and so on. */
    private static String disk(int index) {
        StringBuilder letters = new StringBuilder();
        for (int i = index; i >= 0; i = i / 26 - 1) {
            letters.insert(0, (char) ('a' + i % 26));
        }
        return "/dev/sd" + letters;
    }

    /** The name of the moment. */
    String real(String name) {
        return real.getOrDefault(name, name);
    }

    /** The same storage with stable names. */
    Storage stable(Storage storage) {
        return new Storage(
                storage.disks().stream()
                        .map(d -> new Storage.Disk(
                                d.index(), name(d.device()), d.sizeBytes(), d.tableType(), d.tableId()))
                        .toList(),
                storage.volumes().stream().map(this::volume).toList(),
                storage.volumeGroups().stream().map(this::group).toList(),
                storage.arrays().stream()
                        .map(a ->
                                new Storage.MdArray(a.device(), a.level(), names(a.members()), a.state(), a.degraded()))
                        .toList(),
                storage.problems());
    }

    private BlockVolume volume(BlockVolume v) {
        return new BlockVolume(
                name(v.device()),
                v.kind(),
                v.diskIndex(),
                v.partitionNumber(),
                v.sizeBytes(),
                v.content(),
                v.label(),
                v.uuid(),
                v.partitionType(),
                v.partitionLabel(),
                v.partitionUuid(),
                v.bootable(),
                v.subvolumes());
    }

    private Storage.VolumeGroup group(Storage.VolumeGroup g) {
        return new Storage.VolumeGroup(
                g.name(),
                g.uuid(),
                g.sizeBytes(),
                g.freeBytes(),
                names(g.physicalVolumes()),
                g.logicalVolumes(),
                g.complete());
    }

    private List<String> names(List<String> devices) {
        return devices.stream().map(this::name).toList();
    }

    private String name(String device) {
        return stable.getOrDefault(device, device);
    }
}
