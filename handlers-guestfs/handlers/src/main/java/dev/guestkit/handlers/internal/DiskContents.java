package dev.guestkit.handlers.internal;

import dev.guestkit.appliance.Storage;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the disks of one job hold.
 *
 * @param storage devices, volumes and arrays, after everything that can be opened was
 * @param volumes the file systems that could be mounted
 * @param unread what could not be looked into, with the reason
 * @param opened encrypted device to the device that its key opened
 * @param skipped what was left out on purpose
 */
record DiskContents(
        Storage storage,
        List<MountedVolume> volumes,
        List<Unread> unread,
        Map<String, String> opened,
        List<String> skipped)
        implements AutoCloseable {
    DiskContents {
        volumes = List.copyOf(volumes);
        unread = List.copyOf(unread);
        opened = Map.copyOf(opened);
        skipped = List.copyOf(skipped);
    }

    /** A device or file system that nobody could look into. */
    record Unread(String device, String content, String reason) {}

    /** Why a device or file system of that name was not looked into. */
    Optional<String> unread(String name) {
        return unread.stream()
                .filter(u -> u.device().equals(name))
                .map(Unread::reason)
                .findFirst();
    }

    /** Lets go of what was copied. */
    @Override
    public void close() {
        volumes.forEach(MountedVolume::close);
    }
}
