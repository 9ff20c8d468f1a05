package dev.guestkit.transport.file;

import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Optional;

/**
 * The few file system calls that everything is made of.
 *
 * <p>Streams and not channels: a channel closes itself when its thread is interrupted, and handlers are interrupted for a
 * living. Thread-safe.
 */
final class SpoolFiles {
    private static final int OPENINGS = 3;

    private final Syncer syncer;
    private final TempNames names;

    SpoolFiles(Path temporary, Syncer syncer) {
        this.syncer = syncer;
        this.names = new TempNames(temporary);
    }

    /** A name in the temporary place that nobody else uses. */
    Path temporaryName() {
        return names.next();
    }

    /** Writes a new temporary file, on stable storage when {@code durable}; leaves nothing behind when it fails. */
    Path temporary(byte[] content, boolean durable) throws IOException {
        Path file = names.next();
        try (FileOutputStream out = new FileOutputStream(file.toFile())) {
            out.write(content);
            if (durable) {
                syncer.file(out.getFD());
            }
            return file;
        } catch (IOException e) {
            forget(file, e);
            throw e;
        }
    }

    /** What is done to a written file before it is synced. */
    interface Finishing {
        void on(Path file) throws IOException;
    }

    /** Writes a new temporary file on stable storage, with its attributes. */
    Path submission(byte[] content, Finishing attributes) throws IOException {
        Path file = names.next();
        try (FileOutputStream out = new FileOutputStream(file.toFile())) {
            out.write(content);
            attributes.on(file);
            syncer.file(out.getFD());
            return file;
        } catch (IOException e) {
            forget(file, e);
            throw e;
        }
    }

    /** Copies a stream into a new temporary file through {@code sum}, on stable storage; returns its size. */
    long temporary(Path file, InputStream content, java.security.MessageDigest sum) throws IOException {
        try (FileOutputStream out = new FileOutputStream(file.toFile())) {
            byte[] buffer = new byte[64 * 1024];
            long size = 0;
            for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
                out.write(buffer, 0, n);
                sum.update(buffer, 0, n);
                size += n;
            }
            syncer.file(out.getFD());
            return size;
        } catch (IOException | RuntimeException e) {
            forget(file, e);
            throw e;
        }
    }

    private static void forget(Path file, Exception why) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            why.addSuppressed(e);
        }
    }

    /**
     * Gives {@code from} a second name, never over another file.
     *
     * @return whether {@code to} is that file now; a lost answer of a network file system may report a link that was made as
     *     refused, so that the files are compared
     */
    boolean link(Path from, Path to) throws IOException {
        try {
            Files.createLink(to, from);
            return true;
        } catch (FileAlreadyExistsException e) {
            return isSame(from, to);
        }
    }

    private static boolean isSame(Path one, Path other) throws IOException {
        try {
            return Files.isSameFile(one, other);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Renames, over what is there; false when {@code from} is gone, which another process may have done. */
    boolean move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (NoSuchFileException e) {
            if (Files.isDirectory(directoryOf(to))) {
                return false;
            }
            throw e;
        }
    }

    /** Takes a name away; false when it was gone. */
    boolean unlink(Path file) throws IOException {
        return Files.deleteIfExists(file);
    }

    /** Waits until the names in {@code directory} are on stable storage. */
    void sync(Path directory) throws IOException {
        syncer.directory(directory);
    }

    /** Replaces {@code to} as a whole, on stable storage when {@code durable}. */
    void replace(Path to, byte[] content, boolean durable) throws IOException {
        Path file = temporary(content, durable);
        try {
            Files.move(file, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            forget(file, e);
            throw e;
        }
        if (durable) {
            syncer.directory(directoryOf(to));
        }
    }

    /** Adds bytes at the end with one write. */
    void append(Path file, byte[] content) throws IOException {
        try (FileOutputStream out = new FileOutputStream(file.toFile(), true)) {
            out.write(content);
        }
    }

    static Path directoryOf(Path file) {
        return java.util.Objects.requireNonNull(
                file.toAbsolutePath().getParent(), "every file of a spool lies in a directory");
    }

    boolean exists(Path file) {
        // The older class asks the kernel without making an exception of the answer no, which is the usual one.
        return file.toFile().exists();
    }

    /** The content, empty when there is no such file. */
    Optional<byte[]> read(Path file) throws IOException {
        for (int tries = 1; ; tries++) {
            try (FileInputStream in = new FileInputStream(file.toFile())) {
                return Optional.of(in.readAllBytes());
            } catch (FileNotFoundException e) {
                // The stream says "not found" for every reason. A file that is there after all may have come between
                // the two
                // looks, and then opens; one that may not be read never does.
                if (!exists(file)) {
                    return Optional.empty();
                }
                if (tries == OPENINGS) {
                    throw e;
                }
            }
        }
    }

    /** At most the first {@code limit} bytes of a file, whose name may be no text at all. */
    static byte[] head(Path file, int limit) throws IOException {
        // By its path: as a text, a name that is not of the system's character set would be another one.
        try (InputStream in = Files.newInputStream(file)) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] buffer = new byte[Math.min(limit, 64 * 1024)];
            while (out.size() < limit) {
                int n = in.read(buffer, 0, Math.min(buffer.length, limit - out.size()));
                if (n < 0) {
                    break;
                }
                out.write(buffer, 0, n);
            }
            byte[] read = out.toByteArray();
            return read.length <= limit ? read : Arrays.copyOf(read, limit);
        }
    }
}
