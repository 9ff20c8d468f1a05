package dev.guestkit.app.worker;

import dev.guestkit.http.server.HealthProbe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether a spool can be written to and has room: really writes, because a full or read-only disk shows in no other way. */
final class DiskProbe implements HealthProbe {
    private static final long WANTED = 64L << 20;

    private final Path directory;

    DiskProbe(Path directory) {
        this.directory = directory;
    }

    @Override
    public Finding look() {
        try {
            Path file = Files.createTempFile(directory, ".probe", ".tmp");
            try {
                Files.write(file, new byte[4096]);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            return new Finding(false, "cannot be written to: " + e.getClass().getSimpleName());
        }
        long free = directory.toFile().getUsableSpace();
        return new Finding(free >= WANTED, (free >> 20) + " MiB free" + (free >= WANTED ? "" : ", 64 are wanted"));
    }
}
