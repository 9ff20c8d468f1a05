package dev.guestkit.worker.spi;

import dev.guestkit.job.JobDocument;
import dev.guestkit.job.Json;
import dev.guestkit.job.Observability;
import dev.guestkit.job.Payload;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** What a handler gets for one attempt. Thread-safe; of no use after the handler has returned. */
public interface JobContext {
    /** The job's id. */
    default String jobId() {
        return document().jobId();
    }

    /** The whole document. */
    JobDocument document();

    /** What to work on. */
    default Payload payload() {
        return document().payload();
    }

    /** Which attempt this is, from 1. */
    int attempt();

    /** When this attempt is stopped at the latest: its timeout or the job's deadline, whichever is first. */
    Instant deadline();

    /** How much time is left by the monotonic clock, never negative. */
    Duration remaining();

    /** The one way in which timeout, deadline, cancel, lost lease and shutdown arrive. */
    CancellationToken cancellation();

    /**
     * Reports how far it is. At most four a second are kept unless the phase changes, the last one of the attempt among them; a
     * percentage below an earlier one of the same attempt is raised to it, also after a park or a release, which count as none.
     */
    void progress(String phase, double percent, String message);

    /** Adds a line to the job's event stream. Never payloads or secrets. */
    void log(LogLevel level, String message);

    /** A private directory, mode 0700, removed after the attempt. */
    Path scratch();

    /** Which paths jobs may touch. */
    AllowedPaths paths();

    /** Where results too big for {@code data} go. */
    ArtifactSink artifacts();

    /** The trace context of this attempt: our span, a child of the job's. */
    Observability trace();

    /**
     * Starts a process that does not outlive the attempt: it and all its descendants are killed when the attempt must end, and
     * before its result is written. On Linux they are found by a variable in their environment, {@code GUESTKIT_ATTEMPT}, also
     * when their parents have long died; a descendant that clears its environment or changes its user may escape. Elsewhere as
     * by {@link #track}.
     *
     * @throws IOException when it cannot be started
     */
    Process start(ProcessBuilder builder) throws IOException;

    /**
     * Registers a process that was started otherwise, so that it and its descendants are killed like those of {@link #start}.
     * Its descendants are looked up soon after this call, then once a second, and when the attempt is stopped: one whose parent
     * dies between two looks is not found.
     */
    Subscription track(ProcessHandle process);

    /** Records a checksum verification for the metrics. */
    void checksumVerified(boolean matched, Duration took);

    /**
     * The store, for {@code system.*} handlers.
     *
     * @throws UnsupportedOperationException for every other handler
     */
    JobClient jobs();

    /** How the worker is: itself, its probes, its permits; for {@code system.*} handlers. */
    WorkerView worker();

    /** How loud a line is. */
    enum LogLevel {
        DEBUG,
        INFO,
        WARN,
        ERROR
    }

    /** A result that carries only data. */
    default Outcome done(Json data) {
        return Outcome.done(HandlerResult.of(data));
    }
}
