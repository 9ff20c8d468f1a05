package dev.guestkit.handlers.internal;

import dev.guestkit.appliance.Appliance;
import dev.guestkit.appliance.ApplianceException;
import dev.guestkit.appliance.BlockVolume;
import dev.guestkit.appliance.GuestFilesystem;
import dev.guestkit.appliance.Storage;
import dev.guestkit.handlers.DiskKey;
import dev.guestkit.handlers.KeyProvider;
import dev.guestkit.handlers.KeyRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Opens what is encrypted and mounts every file system. What cannot be opened or mounted is said and never ends the job. */
final class DiskReader {
    /** Enough for every real machine; a disk of thousands of file systems must not take hours. */
    private static final int MAX_VOLUMES = 160;

    private static final int MAX_KEYS = 16;

    /** Where snapper and timeshift keep copies of the root, which are no systems of their own. */
    private static final Pattern SNAPSHOT =
            Pattern.compile("(?:.*/)?(?:\\.snapshots|@?snapshots|timeshift-btrfs/snapshots)/.+");

    private final Appliance appliance;
    private final KeyProvider keys;
    private final String jobId;
    private final Path image;
    private final Path scratch;
    private final List<MountedVolume> volumes = new ArrayList<>();
    private final List<DiskContents.Unread> unread = new ArrayList<>();
    private final Map<String, String> opened = new HashMap<>();
    private final List<String> skipped = new ArrayList<>();
    private StableNames names = new StableNames(new Storage(List.of(), List.of(), List.of(), List.of(), List.of()));

    DiskReader(Appliance appliance, KeyProvider keys, String jobId, Path image, Path scratch) {
        this.appliance = appliance;
        this.keys = keys;
        this.jobId = jobId;
        this.image = image;
        this.scratch = scratch;
    }

    /**
     * Reads the disks.
     *
     * @throws ApplianceException when the machine fails; a file system that cannot be read is no failure of it
     */
    DiskContents read() {
        Storage storage = unlocked(look());
        for (BlockVolume volume : storage.volumes()) {
            if (volume.mountable()) {
                subvolumes(volume).forEach(s -> mount(volume, s));
            }
        }
        return new DiskContents(storage, volumes, unread, opened, skipped);
    }

    private Storage look() {
        Storage found = appliance.storage();
        names = new StableNames(found);
        return names.stable(found);
    }

    /** Opens encrypted volumes until no new ones appear: one may lie inside another. */
    private Storage unlocked(Storage first) {
        Storage storage = first;
        Set<String> tried = new HashSet<>();
        Optional<BlockVolume> next = locked(storage, tried);
        while (next.isPresent()) {
            BlockVolume volume = next.get();
            tried.add(volume.device());
            if (unlock(volume)) {
                Storage before = storage;
                storage = look();
                newVolume(before, storage).ifPresent(device -> opened.put(volume.device(), device));
            }
            next = locked(storage, tried);
        }
        return storage;
    }

    private static Optional<BlockVolume> locked(Storage storage, Set<String> tried) {
        return storage.volumes().stream()
                .filter(v -> v.encrypted() && !tried.contains(v.device()))
                .findFirst();
    }

    private static Optional<String> newVolume(Storage before, Storage after) {
        Set<String> known = new HashSet<>();
        before.volumes().forEach(v -> known.add(v.device()));
        return after.volumes().stream()
                .filter(v -> v.kind() == BlockVolume.Kind.OPENED_LUKS && !known.contains(v.device()))
                .map(BlockVolume::device)
                .findFirst();
    }

    private boolean unlock(BlockVolume volume) {
        Optional<String> uuid = volume.uuid().isEmpty() ? Optional.empty() : Optional.of(volume.uuid());
        List<DiskKey> offered = keys.keys(new KeyRequest(jobId, image, volume.device(), uuid));
        try {
            boolean open = offered.stream().limit(MAX_KEYS).anyMatch(k -> fits(volume, k));
            if (!open) {
                String reason =
                        offered.isEmpty() ? "encrypted, and there is no key for it" : "encrypted, and no key fits";
                unread.add(new DiskContents.Unread(volume.device(), volume.content(), reason));
            }
            return open;
        } finally {
            offered.forEach(DiskKey::close);
        }
    }

    private boolean fits(BlockVolume volume, DiskKey key) {
        byte[] bytes = key.bytes();
        try {
            return appliance.unlock(names.real(volume.device()), bytes);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /** The top of the file system and, of btrfs, its subvolumes without snapshots. */
    private List<String> subvolumes(BlockVolume volume) {
        List<String> all = new ArrayList<>(List.of(""));
        for (String path : volume.subvolumes()) {
            if (SNAPSHOT.matcher(path).matches()) {
                skipped.add(volume.device() + ": subvolume " + path + " is a snapshot");
            } else {
                all.add(path);
            }
        }
        return all;
    }

    private void mount(BlockVolume volume, String subvolume) {
        String name = volume.device() + (subvolume.isEmpty() ? "" : "/" + subvolume);
        if (volumes.size() >= MAX_VOLUMES) {
            unread.add(new DiskContents.Unread(name, volume.content(), "more than " + MAX_VOLUMES + " file systems"));
            return;
        }
        try {
            GuestFilesystem files = appliance.mount(names.real(volume.device()), subvolume);
            try {
                volumes.add(new MountedVolume(files, volume, scratch.resolve("volume-" + volumes.size())));
            } catch (ApplianceException e) {
                files.close();
                throw e;
            }
        } catch (ApplianceException e) {
            unreadable(name, volume, e);
        }
    }

    private void unreadable(String name, BlockVolume volume, ApplianceException e) {
        if (e.kind() != ApplianceException.Kind.GUEST_UNREADABLE) {
            throw e;
        }
        unread.add(new DiskContents.Unread(name, volume.content(), String.valueOf(e.getMessage())));
    }
}
