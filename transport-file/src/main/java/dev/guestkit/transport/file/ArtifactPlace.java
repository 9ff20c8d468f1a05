package dev.guestkit.transport.file;

import dev.guestkit.worker.spi.ArtifactNames;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** Files that jobs leave beside their results, one directory per job. Thread-safe. */
final class ArtifactPlace {
    private final Layout layout;
    private final SpoolFiles files;

    /** A stored stream that has no name yet. */
    record Received(Path file, long size, String sha256) {}

    ArtifactPlace(Layout layout, SpoolFiles files) {
        this.layout = layout;
        this.files = files;
    }

    Received receive(InputStream content) throws IOException {
        MessageDigest sum = sha256();
        Path file = files.temporaryName();
        long size = files.temporary(file, content, sum);
        return new Received(file, size, HexFormat.of().formatHex(sum.digest()));
    }

    void publish(String jobId, String name, Received received) throws IOException {
        Path directory = layout.artifacts(jobId);
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory);
            files.sync(layout.artifacts());
        }
        files.move(received.file(), directory.resolve(name));
        files.sync(directory);
    }

    void forget(Received received) throws IOException {
        files.unlink(received.file());
    }

    static Optional<InputStream> open(Path directory, String name) throws IOException {
        ArtifactNames.check(name);
        Path file = directory.resolve(name);
        try {
            return Optional.of(new FileInputStream(file.toFile()));
        } catch (FileNotFoundException e) {
            if (Files.exists(file)) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
