package dev.guestkit.appliance;

import java.util.List;

/**
 * Which files to copy out of a guest. Build with {@link #of} and the {@code with} methods.
 *
 * @param patterns relative paths; {@code *}, {@code ?} and {@code [..]} match within one folder, and a trailing {@code /**} stands for the
 *     folder with all that is below it on the same file system. Names that begin with a dot match only patterns that do
 * @param maxFileBytes larger files are skipped
 * @param maxTotalBytes what would lead beyond is skipped
 * @param maxFiles as many at most
 */
public record ArchiveRequest(List<String> patterns, long maxFileBytes, long maxTotalBytes, int maxFiles) {
    public ArchiveRequest {
        patterns = List.copyOf(patterns);
        if (maxFileBytes < 0 || maxTotalBytes < 0 || maxFiles < 0) {
            throw new ApplianceException(ApplianceException.Kind.VALIDATION, "limits of an archive cannot be negative");
        }
    }

    /** Limits of 16 MiB a file, 256 MiB and 50,000 files in all. */
    public static ArchiveRequest of(List<String> patterns) {
        return new ArchiveRequest(patterns, 16L << 20, 256L << 20, 50_000);
    }

    public ArchiveRequest withMaxFileBytes(long bytes) {
        return new ArchiveRequest(patterns, bytes, maxTotalBytes, maxFiles);
    }

    public ArchiveRequest withMaxTotalBytes(long bytes) {
        return new ArchiveRequest(patterns, maxFileBytes, bytes, maxFiles);
    }

    public ArchiveRequest withMaxFiles(int files) {
        return new ArchiveRequest(patterns, maxFileBytes, maxTotalBytes, files);
    }
}
