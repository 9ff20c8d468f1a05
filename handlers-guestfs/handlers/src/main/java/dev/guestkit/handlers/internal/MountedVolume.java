package dev.guestkit.handlers.internal;

import dev.guestkit.appliance.ArchiveRequest;
import dev.guestkit.appliance.BlockVolume;
import dev.guestkit.appliance.FileArchive;
import dev.guestkit.appliance.FilesystemUsage;
import dev.guestkit.appliance.GuestFilesystem;
import dev.guestkit.guestfacts.GuestFiles;
import dev.guestkit.guestfacts.GuestManifest;
import dev.guestkit.guestfacts.GuestTree;
import dev.guestkit.guestfacts.TarTree;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One file system of the disk, mounted in the appliance, and what was copied out of it. Names come in one listing of the upper
 * folders, contents in one archive: a call costs much more than what it carries. Used by one thread.
 */
final class MountedVolume implements AutoCloseable {
    /** As deep as {@code usr/bin/*}; Windows has tens of thousands of names in its third level. */
    private static final int DEPTH = 3;

    private static final int DEPTH_NTFS = 2;
    private static final long MAX_ARCHIVE = 1L << 30;

    private final GuestFilesystem files;
    private final BlockVolume block;
    private final Path copiesAt;
    private final FilesystemUsage usage;
    private final VolumeNames names;
    private final Map<String, GuestTree> copies = new HashMap<>();
    private final List<TarTree> archives = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private int newFiles;

    /**
     * Makes one.
     *
     * @param copiesAt how the files begin into which its copies go
     */
    MountedVolume(GuestFilesystem files, BlockVolume block, Path copiesAt) {
        this.files = files;
        this.block = block;
        this.copiesAt = copiesAt;
        this.usage = files.usage();
        this.names = new VolumeNames(files, ntfs() ? DEPTH_NTFS : DEPTH);
    }

    private boolean ntfs() {
        return block.content().equals("ntfs");
    }

    BlockVolume block() {
        return block;
    }

    String subvolume() {
        return files.subvolume();
    }

    String type() {
        return files.type();
    }

    FilesystemUsage usage() {
        return usage;
    }

    /** What could not be had from it, for people. */
    List<String> notes() {
        List<String> all = new ArrayList<>(names.notes());
        all.addAll(notes);
        return all;
    }

    /** Where the file system itself could not be read: it is damaged. */
    List<String> problems() {
        return List.copyOf(problems);
    }

    /** Its name: the device, or {@code btrfsvol:DEVICE/SUBVOLUME} as libguestfs writes it. */
    String name() {
        return subvolume().isEmpty() ? block.device() : "btrfsvol:" + block.device() + "/" + subvolume();
    }

    /** The names of its upper folders, without contents. */
    GuestTree names() {
        return names.tree();
    }

    /** The file system itself, for questions of a kind of their own. */
    GuestFilesystem files() {
        return files;
    }

    /** Its part of what a manifest asks for, when the guest mounts it at {@code mountPoint}. */
    GuestTree copy(RootKind kind, String mountPoint) {
        return copies.computeIfAbsent(kind + mountPoint, key -> copied(kind, mountPoint));
    }

    private GuestTree copied(RootKind kind, String mountPoint) {
        GuestManifest manifest = kind.manifest();
        GuestFiles view = kind.files(names());
        names.deepen(view, Patterns.below(manifest.names(), mountPoint));
        ArchiveRequest request = ArchiveRequest.of(fit(Patterns.below(manifest.text(), mountPoint)))
                .withLarge(fit(Patterns.below(manifest.databases(), mountPoint)), manifest.maxDatabaseBytes())
                .withMaxFileBytes(manifest.maxTextBytes())
                .withMaxTotalBytes(MAX_ARCHIVE);
        if (request.patterns().isEmpty() && request.largePatterns().isEmpty()) {
            return names();
        }
        return new Layers(List.of(archived(request), names()));
    }

    private List<String> fit(List<String> patterns) {
        return ntfs() ? Patterns.ignoringCase(patterns) : patterns;
    }

    private GuestTree archived(ArchiveRequest request) {
        FileArchive archive = files.archive(request, newFile());
        Map<String, String> omitted = new HashMap<>();
        archive.skipped().forEach(s -> omitted.put("/" + s.path(), reason(s)));
        archive.skipped().stream()
                .filter(s -> s.reason() == FileArchive.Reason.UNREADABLE)
                .forEach(s -> problems.add("/" + s.path() + " cannot be read, the file system is damaged"));
        if (archive.truncated()) {
            notes.add("more than " + request.maxFiles() + " files were asked for, the rest is not read");
        }
        TarTree tree = TarTree.open(archive.file());
        archives.add(tree);
        notes.addAll(tree.notes());
        return tree.withOmitted(omitted);
    }

    /** A file of its own for each copy, below the job's scratch directory. */
    Path newFile() {
        return copiesAt.resolveSibling(copiesAt.getFileName() + "-" + newFiles++ + ".tar");
    }

    private static String reason(FileArchive.Skipped skipped) {
        return switch (skipped.reason()) {
            case TOO_BIG -> "larger than the limit for one file: " + skipped.sizeBytes() + " bytes";
            case OVER_TOTAL -> "over the limit for all files together";
            case SPECIAL -> "not a regular file";
            case CIRCLE -> "links on the way lead in a circle";
            case UNREADABLE -> "the file system could not be read there";
        };
    }

    /** Unmounts and lets go of what was copied. */
    @Override
    public void close() {
        archives.forEach(TarTree::close);
        files.close();
    }
}
