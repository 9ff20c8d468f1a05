package dev.guestkit.transport.file;

import dev.guestkit.job.DocumentException;
import dev.guestkit.job.JobCodec;
import dev.guestkit.job.WorkerCapabilities;
import dev.guestkit.job.WorkerCapabilities.Status;
import dev.guestkit.worker.spi.TimeSource;
import dev.guestkit.worker.spi.WorkerDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One file per worker, rewritten as a whole by its heartbeats. Thread-safe. */
final class WorkerPlace implements WorkerDirectory {
    private static final Logger log = LoggerFactory.getLogger(WorkerPlace.class);
    private static final int LONGEST_NAME = 100;

    private final Layout layout;
    private final SpoolFiles files;
    private final JobCodec codec;
    private final TimeSource clock;
    private final Duration silence;
    private final Guard guard;

    WorkerPlace(Layout layout, SpoolFiles files, JobCodec codec, TimeSource clock, Duration silence, Guard guard) {
        this.layout = layout;
        this.files = files;
        this.codec = codec;
        this.clock = clock;
        this.silence = silence;
        this.guard = guard;
    }

    @Override
    public void register(WorkerCapabilities worker) {
        guard.run("register a worker", () -> write(worker));
    }

    @Override
    public void heartbeat(String workerId, Status status) {
        guard.run("note a heartbeat", () -> {
            Optional<WorkerCapabilities> known = read(file(workerId));
            if (known.isPresent()) {
                write(withStatus(known.get(), status));
            }
        });
    }

    @Override
    public void deregister(String workerId) {
        guard.run("deregister a worker", () -> files.unlink(file(workerId)));
    }

    @Override
    public List<WorkerCapabilities> list() {
        return guard.call("list the workers", () -> {
            List<WorkerCapabilities> found = new ArrayList<>();
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(layout.workers(), "*.json")) {
                for (Path entry : entries) {
                    boolean silent = isSilent(entry);
                    read(entry).map(worker -> silent ? offline(worker) : worker).ifPresent(found::add);
                }
            } catch (DirectoryIteratorException e) {
                throw e.getCause();
            }
            found.sort(Comparator.comparing(WorkerCapabilities::workerId));
            return List.copyOf(found);
        });
    }

    /** The file's time is that of the last heartbeat, by the wall clock of the transport that wrote it. */
    private void write(WorkerCapabilities worker) throws IOException {
        Path file = file(worker.workerId());
        files.replace(file, codec.write(worker), false);
        Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
    }

    private boolean isSilent(Path file) throws IOException {
        try {
            return Files.getLastModifiedTime(file).toInstant().plus(silence).isBefore(clock.instant());
        } catch (NoSuchFileException e) {
            return true;
        }
    }

    private static WorkerCapabilities offline(WorkerCapabilities worker) {
        Status status = worker.status();
        return withStatus(worker, new Status("offline", status.currentJobs(), status.lastHeartbeat()));
    }

    private static WorkerCapabilities withStatus(WorkerCapabilities worker, Status status) {
        return new WorkerCapabilities(
                worker.workerId(),
                worker.version(),
                worker.hostname(),
                worker.registeredAt(),
                worker.capabilities(),
                worker.resources(),
                worker.configuration(),
                status,
                worker.unknown());
    }

    private Optional<WorkerCapabilities> read(Path file) throws IOException {
        Optional<byte[]> bytes = files.read(file);
        try {
            return bytes.map(codec::readCapabilities);
        } catch (DocumentException e) {
            log.warn("Ignored {}, which describes no worker: {}", file, e.getMessage());
            return Optional.empty();
        }
    }

    /** Worker ids are free text. */
    private Path file(String workerId) {
        boolean plain = workerId.length() <= LONGEST_NAME && workerId.matches("[A-Za-z0-9][A-Za-z0-9_-]*");
        String name = plain
                ? workerId
                : "~" + HexFormat.of().toHexDigits(workerId.hashCode())
                        + HexFormat.of().formatHex(head(workerId.getBytes(StandardCharsets.UTF_8)));
        return layout.workers().resolve(layout.names().encode(name) + ".json");
    }

    private static byte[] head(byte[] bytes) {
        return bytes.length <= LONGEST_NAME ? bytes : java.util.Arrays.copyOf(bytes, LONGEST_NAME);
    }
}
