package dev.guestkit.appliance;

import java.nio.file.Path;
import java.util.List;

/**
 * A file system of a guest, mounted read-only inside the appliance. Paths are relative to its root, with {@code /} between the
 * parts and without {@code .}, {@code ..} or a leading slash. Symbolic links are never followed out of it. As thread-safe as its
 * {@link Appliance}.
 */
public interface GuestFilesystem extends AutoCloseable {
    /** The device it was mounted from. */
    String device();

    /** The btrfs subvolume it was mounted from, empty for none. */
    String subvolume();

    /** Type of the file system as mounted, such as {@code ext4}. */
    String type();

    /** Size and free space. */
    FilesystemUsage usage();

    /**
     * Copies files out in one transfer.
     *
     * @param target file to write, which must not exist; a tar archive (GNU format) whose names have no leading slash. Removed again
     *     when this throws
     */
    FileArchive archive(ArchiveRequest request, Path target);

    /** What is at these paths, links themselves; those that do not exist are left out. */
    List<FileEntry> stat(List<String> paths);

    /** What lies below a folder, one entry per file and folder, depth first, in the order of the disk. */
    FileListing list(ListRequest request);

    /** Unmounts. Idempotent. */
    @Override
    void close();
}
