package dev.guestkit.transport.file;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;

/** Names that no other process, on this host or another, uses at the same time. Thread-safe. */
final class TempNames {
    private final Path directory;
    private final String prefix;
    private final AtomicLong next = new AtomicLong();

    TempNames(Path directory) {
        byte[] random = new byte[8];
        new SecureRandom().nextBytes(random);
        this.directory = directory;
        this.prefix = HexFormat.of().formatHex(random) + "-";
    }

    Path next() {
        return directory.resolve(prefix + next.getAndIncrement());
    }
}
