package dev.guestkit.worker.internal.memory;

import dev.guestkit.worker.spi.TransportException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Artifacts as temporary files, in a private directory that comes with the first and goes with the store. Thread-safe. */
final class MemoryArtifacts {
    private static final Logger LOG = LoggerFactory.getLogger(MemoryArtifacts.class);

    /** A stored file. */
    record Stored(Path file, long sizeBytes, String sha256) {}

    private final long limit;
    private final long totalLimit;
    private final AtomicLong total = new AtomicLong();
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Path directory;

    MemoryArtifacts(long limit, long totalLimit) {
        this.limit = limit;
        this.totalLimit = totalLimit;
    }

    Stored store(String name, InputStream content) {
        try {
            Path file = Files.createTempFile(directory(), "artifact-", ".tmp");
            try {
                return copy(name, content, file);
            } catch (IOException | RuntimeException e) {
                Files.deleteIfExists(file);
                throw e;
            }
        } catch (IOException e) {
            throw new TransportException(
                    TransportException.Kind.NOT_WRITABLE, "artifact " + name + " could not be stored: " + e, e);
        }
    }

    private Stored copy(String name, InputStream content, Path file) throws IOException {
        MessageDigest digest = sha256();
        long size = 0;
        try (OutputStream out = new DigestOutputStream(Files.newOutputStream(file), digest)) {
            byte[] buffer = new byte[64 * 1024];
            for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
                size += count;
                checkRoom(name, size);
                out.write(buffer, 0, count);
            }
        }
        total.addAndGet(size);
        return new Stored(file, size, HexFormat.of().formatHex(digest.digest()));
    }

    private void checkRoom(String name, long size) {
        if (size > limit || total.get() + size > totalLimit) {
            throw new TransportException(
                    TransportException.Kind.NOT_WRITABLE,
                    "artifact " + name + " is over the limit of " + limit + " bytes, or all artifacts over "
                            + totalLimit + "; make it smaller or raise the limit of the transport");
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private Path directory() throws IOException {
        lock.lock();
        try {
            Path known = directory;
            if (known == null) {
                known = Files.createTempDirectory("guestkit-memory-");
                directory = known;
            }
            return known;
        } finally {
            lock.unlock();
        }
    }

    void delete(Collection<Stored> files) {
        for (Stored stored : files) {
            total.addAndGet(-stored.sizeBytes());
            try {
                Files.deleteIfExists(stored.file());
            } catch (IOException e) {
                // The job goes on without it; the file lies in a temporary directory of ours and is all that is left
                // over.
                LOG.warn("an artifact could not be removed: {}", e.toString());
            }
        }
    }

    void close(Collection<Stored> files) {
        delete(files);
        lock.lock();
        try {
            Path known = directory;
            if (known != null) {
                Files.deleteIfExists(known);
                directory = null;
            }
        } catch (IOException e) {
            throw new TransportException(
                    TransportException.Kind.NOT_WRITABLE, "the directory of artifacts could not be removed: " + e, e);
        } finally {
            lock.unlock();
        }
    }
}
