package dev.guestkit.appliance;

import java.nio.file.Path;
import java.util.List;

/**
 * Files copied out of a guest.
 *
 * @param file tar archive on the host; a symbolic link is a link in it
 * @param sizeBytes of the archive
 * @param files entries in it
 * @param skipped what matched and is not in it, at most 1,000 entries
 * @param truncated whether the limit of files was reached, or of entries in {@code skipped}
 */
public record FileArchive(Path file, long sizeBytes, int files, List<Skipped> skipped, boolean truncated) {
    public FileArchive {
        skipped = List.copyOf(skipped);
    }

    /** A path that was left out. */
    public record Skipped(String path, Reason reason, long sizeBytes) {}

    /** Why a path was left out. */
    public enum Reason {
        /** Larger than the limit for one file. */
        TOO_BIG,
        /** Over the limit for all files. */
        OVER_TOTAL,
        /** A device, FIFO or socket. */
        SPECIAL,
        /** Links among the folders on the way lead in a circle. */
        CIRCLE,
        /** Could not be read. */
        UNREADABLE
    }
}
