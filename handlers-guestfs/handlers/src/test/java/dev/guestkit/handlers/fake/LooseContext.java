package dev.guestkit.handlers.fake;

import dev.guestkit.job.ArtifactDetail;
import dev.guestkit.job.JobDocument;
import dev.guestkit.job.Observability;
import dev.guestkit.worker.spi.AllowedPaths;
import dev.guestkit.worker.spi.ArtifactSink;
import dev.guestkit.worker.spi.CancellationToken;
import dev.guestkit.worker.spi.CancelledException;
import dev.guestkit.worker.spi.HandlerException;
import dev.guestkit.worker.spi.JobClient;
import dev.guestkit.worker.spi.JobContext;
import dev.guestkit.worker.spi.StopReason;
import dev.guestkit.worker.spi.Subscription;
import dev.guestkit.worker.spi.WorkerView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A context without a worker: one root, a scratch directory, and a record of what the handler said. */
public final class LooseContext implements JobContext {
    private final JobDocument document;
    private final List<Path> roots;
    private final Path scratch;
    private final List<String> phases = new CopyOnWriteArrayList<>();
    private final List<Boolean> checksums = new CopyOnWriteArrayList<>();
    private final List<Runnable> onCancel = new CopyOnWriteArrayList<>();
    private final Map<String, byte[]> artifacts = new ConcurrentHashMap<>();
    private volatile Optional<StopReason> reason = Optional.empty();
    private volatile String cancelAt = "";

    /** Makes one for a document; scratch lies below the first of the allowed roots. */
    public LooseContext(JobDocument document, Path... roots) {
        this.document = document;
        this.roots = List.of(roots);
        try {
            this.scratch = Files.createTempDirectory(roots[0], "scratch");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Asks for a stop as soon as the handler reports this phase. */
    public LooseContext cancelAt(String phase) {
        cancelAt = phase;
        return this;
    }

    /** The phases reported, each once. */
    public List<String> phases() {
        return phases.stream().distinct().toList();
    }

    /** The checksum verifications reported. */
    public List<Boolean> checksums() {
        return List.copyOf(checksums);
    }

    @Override
    public JobDocument document() {
        return document;
    }

    @Override
    public int attempt() {
        return 1;
    }

    @Override
    public Instant deadline() {
        return Instant.MAX;
    }

    @Override
    public Duration remaining() {
        return Duration.ofHours(1);
    }

    @Override
    public CancellationToken cancellation() {
        return new CancellationToken() {
            @Override
            public Optional<StopReason> reason() {
                return reason;
            }

            @Override
            public void throwIfCancelled() {
                reason.ifPresent(r -> {
                    throw new CancelledException(r);
                });
            }

            @Override
            public Subscription onCancel(Runnable action) {
                onCancel.add(action);
                return () -> onCancel.remove(action);
            }
        };
    }

    @Override
    public void progress(String phase, double percent, String message) {
        phases.add(phase);
        if (phase.equals(cancelAt) && reason.isEmpty()) {
            reason = Optional.of(StopReason.CANCEL);
            onCancel.forEach(Runnable::run);
        }
    }

    @Override
    public void log(LogLevel level, String message) {}

    @Override
    public Path scratch() {
        return scratch;
    }

    @Override
    public AllowedPaths paths() {
        return new AllowedPaths() {
            @Override
            public Path existing(String path) {
                try {
                    return inside(Path.of(path).toRealPath());
                } catch (IOException e) {
                    throw new HandlerException(dev.guestkit.job.ErrorCode.IMAGE_NOT_FOUND, path + " is not there");
                }
            }

            @Override
            public Path writable(String path) {
                return inside(Path.of(path).normalize());
            }

            @Override
            public List<Path> roots() {
                return roots;
            }
        };
    }

    private Path inside(Path path) {
        if (roots.stream().noneMatch(path::startsWith)) {
            throw new HandlerException(dev.guestkit.job.ErrorCode.PATH_NOT_ALLOWED, path + " is outside");
        }
        return path;
    }

    @Override
    public ArtifactSink artifacts() {
        return (name, content) -> {
            try (content) {
                byte[] bytes = content.readAllBytes();
                artifacts.put(name, bytes);
                return new ArtifactDetail(name, bytes.length, "", Map.of());
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        };
    }

    /** What was stored, by name. */
    public Map<String, byte[]> stored() {
        return Map.copyOf(artifacts);
    }

    @Override
    public Observability trace() {
        throw new UnsupportedOperationException("no trace here");
    }

    @Override
    public Process start(ProcessBuilder builder) throws IOException {
        return builder.start();
    }

    @Override
    public Subscription track(ProcessHandle process) {
        return () -> {};
    }

    @Override
    public void checksumVerified(boolean matched, Duration took) {
        checksums.add(matched);
    }

    /** As the SPI has it for every handler outside {@code system.*}, which those under test are. */
    @Override
    public JobClient jobs() {
        throw new UnsupportedOperationException("the store is for system.* handlers");
    }

    /** As {@link #jobs}. */
    @Override
    public WorkerView worker() {
        throw new UnsupportedOperationException("the worker is for system.* handlers");
    }
}
