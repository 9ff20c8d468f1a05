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
 * 2 s on some file systems), so that a time that was young when it was read says nothing; and one reading out of some is done
 * anyway. For one thread at a time.
 */
final class DirectoryTime {
    private static final Duration COARSE = Duration.ofMillis(2500);
    private final int anyway;

    private Optional<String> known = Optional.empty();
    private Optional<String> now = Optional.empty();
    private int saved;

    /** Makes one that saves at most this many readings one after another. */
    DirectoryTime(int anyway) {
        this.anyway = anyway;
    }

    /** Whether names may have come or gone since the last call of {@link #read()}. */
    boolean mayHaveChanged(Path directory) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(directory, BasicFileAttributes.class);
        Instant modified = attributes.lastModifiedTime().toInstant();
        now = isSettled(modified) ? Optional.of(attributes.fileKey() + "@" + modified) : Optional.empty();
        boolean same = now.isPresent() && now.equals(known) && saved < anyway;
        saved = same ? saved + 1 : 0;
        return !same;
    }

    /** Whether a time is so old that what is written now gets another one. */
    static boolean isSettled(Instant modified) {
        // Compared with the machine's clock, which sets these times, and not with the transport's.
        Instant clock = Instant.now();
        return modified.plus(COARSE).isBefore(clock) || modified.isAfter(clock.plus(COARSE));
    }

    /** Notes that the directory was read as it was at the last question. */
    void read() {
        known = now;
    }
}
