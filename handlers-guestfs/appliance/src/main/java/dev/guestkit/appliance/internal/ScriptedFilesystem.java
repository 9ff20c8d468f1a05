package dev.guestkit.appliance.internal;

import dev.guestkit.appliance.ApplianceException;
import dev.guestkit.appliance.ApplianceException.Kind;
import dev.guestkit.appliance.ArchiveRequest;
import dev.guestkit.appliance.FileArchive;
import dev.guestkit.appliance.FileEntry;
import dev.guestkit.appliance.FileListing;
import dev.guestkit.appliance.FilesystemUsage;
import dev.guestkit.appliance.GuestFilesystem;
import dev.guestkit.appliance.ListRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** A file system mounted in a {@link ScriptedAppliance}. */
final class ScriptedFilesystem implements GuestFilesystem {
    private static final int MAX_OUTPUT = 128 << 20;
    private static final int MAX_PATHS = 500;

    private final ScriptedAppliance appliance;
    private final String device;
    private final String subvolume;
    private final String place;
    private final String type;
    private final FilesystemUsage usage;
    private final AtomicBoolean closed = new AtomicBoolean();

    ScriptedFilesystem(
            ScriptedAppliance appliance,
            String device,
            String subvolume,
            String place,
            String type,
            FilesystemUsage usage) {
        this.appliance = appliance;
        this.device = device;
        this.subvolume = subvolume;
        this.place = place;
        this.type = type;
        this.usage = usage;
    }

    /** Reads what {@code mount.sh} prints. */
    static FilesystemUsage usage(String answer) {
        try {
            String[] n = answer.strip().split(" ", -1);
            long block = Long.parseLong(n[0]);
            return new FilesystemUsage(
                    block * Long.parseLong(n[1]),
                    block * Long.parseLong(n[2]),
                    block * Long.parseLong(n[3]),
                    Long.parseLong(n[4]),
                    Long.parseLong(n[5]));
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw new ApplianceException(
                    Kind.APPLIANCE_FAILED, "the appliance describes a mount as " + Text.shown(answer), e);
        }
    }

    @Override
    public String device() {
        return device;
    }

    @Override
    public String subvolume() {
        return subvolume;
    }

    @Override
    public String type() {
        return type;
    }

    @Override
    public FilesystemUsage usage() {
        return usage;
    }

    @Override
    public FileArchive archive(ArchiveRequest request, Path target) {
        ArchiveScript script = ArchiveScript.of(request);
        ArchivePlan plan = ArchivePlan.of(request, appliance.run(script.at(place), MAX_OUTPUT));
        try {
            Files.createFile(target);
            appliance.stream(plan.pack(place), target, plan.limit());
            return plan.finish(target);
        } catch (IOException e) {
            throw new ApplianceException(Kind.RESOURCE_EXHAUSTED, target + " cannot be written: " + e, e);
        } catch (RuntimeException e) {
            remove(target);
            throw e;
        }
    }

    private static void remove(Path target) {
        try {
            Files.deleteIfExists(target);
        } catch (IOException e) {
            throw new ApplianceException(Kind.RESOURCE_EXHAUSTED, target + " cannot be removed: " + e, e);
        }
    }

    @Override
    public List<FileEntry> stat(List<String> paths) {
        List<FileEntry> found = new ArrayList<>();
        for (int i = 0; i < paths.size(); i += MAX_PATHS) {
            List<String> some = paths.subList(i, Math.min(paths.size(), i + MAX_PATHS));
            some.forEach(GuestPaths::check);
            byte[] answer = appliance.run(
                    Script.of("resolve.sh", "find.sh")
                            .with("place", place)
                            .with("what", "paths")
                            .with("paths", some),
                    MAX_OUTPUT);
            found.addAll(EntryReader.read(answer, some.size()).entries());
        }
        return found;
    }

    @Override
    public FileListing list(ListRequest request) {
        if (!request.path().isEmpty()) {
            GuestPaths.check(request.path());
        }
        byte[] answer = appliance.run(
                Script.of("resolve.sh", "find.sh")
                        .with("place", place)
                        .with("what", "tree")
                        .with("folder", request.path())
                        .with("max_depth", Math.max(1, request.maxDepth()))
                        .with("max_entries", (long) request.maxEntries() + 1)
                        .with("conditions", EntryReader.conditions(request)),
                MAX_OUTPUT);
        return EntryReader.read(answer, request.maxEntries());
    }

    @Override
    public void close() {
        if (!closed.getAndSet(true)) {
            try {
                appliance.run(
                        Script.text("umount \"$place\" && rmdir \"$place\"\n").with("place", place), 4096);
            } catch (ApplianceException machineIsGoneOrKeepsIt) {
                // Read-only, and gone with the machine at the latest.
            }
        }
    }
}
