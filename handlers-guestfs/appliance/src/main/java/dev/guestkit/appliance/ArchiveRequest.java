package dev.guestkit.appliance;

import java.util.List;

/**
 * Which files to copy out of a guest. Build with {@link #of} and the {@code with} methods.
 *
 * @param patterns relative paths, whose folders may be links: they lead where they lead in the guest, never out of it, and the archive has
 *     what lies there under its real path; {@code *}, {@code ?} and {@code [..]} match within one folder, and a trailing {@code /**} stands
 *     for the folder with all that is below it on the same file system. Names that begin with a dot match only patterns that do
 * @param largePatterns the same for files that may be larger, without trailing {@code /**}
 * @param maxFileBytes larger files that match {@code patterns} are skipped
 * @param maxLargeBytes larger files that match {@code largePatterns} are skipped
 * @param maxTotalBytes what would lead beyond is skipped
 * @param maxFiles as many at most
 */
public record ArchiveRequest(
        List<String> patterns,
        List<String> largePatterns,
        long maxFileBytes,
        long maxLargeBytes,
        long maxTotalBytes,
        int maxFiles) {
    public ArchiveRequest {
        patterns = List.copyOf(patterns);
        largePatterns = List.copyOf(largePatterns);
        if (maxFileBytes < 0 || maxLargeBytes < 0 || maxTotalBytes < 0 || maxFiles < 0) {
            throw new ApplianceException(ApplianceException.Kind.VALIDATION, "limits of an archive cannot be negative");
        }
    }

    /** Limits of 16 MiB a file, 256 MiB and 50,000 files in all. */
    public static ArchiveRequest of(List<String> patterns) {
        return new ArchiveRequest(patterns, List.of(), 16L << 20, 0, 256L << 20, 50_000);
    }

    /** Files that may have up to this many bytes each. */
    public ArchiveRequest withLarge(List<String> more, long bytes) {
        return new ArchiveRequest(patterns, more, maxFileBytes, bytes, maxTotalBytes, maxFiles);
    }

    public ArchiveRequest withMaxFileBytes(long bytes) {
        return new ArchiveRequest(patterns, largePatterns, bytes, maxLargeBytes, maxTotalBytes, maxFiles);
    }

    public ArchiveRequest withMaxTotalBytes(long bytes) {
        return new ArchiveRequest(patterns, largePatterns, maxFileBytes, maxLargeBytes, bytes, maxFiles);
    }

    public ArchiveRequest withMaxFiles(int files) {
        return new ArchiveRequest(patterns, largePatterns, maxFileBytes, maxLargeBytes, maxTotalBytes, files);
    }
}
