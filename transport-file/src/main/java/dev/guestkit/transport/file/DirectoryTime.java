package dev.guestkit.transport.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Saves reading a directory whose time of modification has not moved since the last reading. Times are coarse (4 ms on Linux,
 * 2 s on some file systems), so that a time that was young when it was read says nothing; and every tenth reading is done
 * anyway. For one thread at a time.
 */
final class DirectoryTime {
    private static final Duration COARSE = Duration.ofMillis(2500);
    private static final int ANYWAY = 10;

    private Optional<String> known = Optional.empty();
    private Optional<String> now = Optional.empty();
    private int saved;

    /** Whether names may have come or gone since the last call of {@link #read()}. */
    boolean mayHaveChanged(Path directory) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(directory, BasicFileAttributes.class);
        Instant modified = attributes.lastModifiedTime().toInstant();
        // Compared with the machine's clock, which sets these times, and not with the transport's.
        boolean settled = modified.plus(COARSE).isBefore(Instant.now())
                || modified.isAfter(Instant.now().plus(COARSE));
        now = settled ? Optional.of(attributes.fileKey() + "@" + modified) : Optional.empty();
        boolean same = now.isPresent() && now.equals(known) && saved < ANYWAY;
        saved = same ? saved + 1 : 0;
        return !same;
    }

    /** Notes that the directory was read as it was at the last question. */
    void read() {
        known = now;
    }
}
