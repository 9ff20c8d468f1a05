package dev.guestkit.worker.internal;

import dev.guestkit.job.JobDocument;
import dev.guestkit.job.Json;
import dev.guestkit.job.Observability;
import dev.guestkit.worker.spi.AllowedPaths;
import dev.guestkit.worker.spi.ArtifactSink;
import dev.guestkit.worker.spi.CancellationToken;
import dev.guestkit.worker.spi.JobClient;
import dev.guestkit.worker.spi.JobContext;
import dev.guestkit.worker.spi.JobEvent;
import dev.guestkit.worker.spi.StopReason;
import dev.guestkit.worker.spi.Subscription;
import dev.guestkit.worker.spi.WorkerView;
import dev.guestkit.worker.spi.WriteOutcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** What one attempt's handler sees; dead once the handler has returned. */
final class HandlerContext implements JobContext {
    private static final int MOST_LINES = 10_000;
    private static final Json NO_FIELDS =
            Json.of(com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode());

    private final Parts parts;
    private final Attempt attempt;
    private final RunnerTools tools;
    private final Progress progress;
    private final Artifacts artifacts;
    private final AtomicInteger lines = new AtomicInteger();
    private final ReentrantLock lock = new ReentrantLock();
    private volatile boolean over;
    private @Nullable Path scratch;

    HandlerContext(Parts parts, Attempt attempt, RunnerTools tools) {
        this.parts = parts;
        this.attempt = attempt;
        this.tools = tools;
        this.progress = new Progress(attempt.jobId(), attempt.number(), attempt.span());
        attempt.claim()
                .record()
                .progress()
                .ifPresent(last -> progress.after(
                        last, parts.ticks().time().instant(), parts.ticks().now()));
        this.artifacts = new Artifacts(parts, attempt);
    }

    @Override
    public JobDocument document() {
        return attempt.document();
    }

    @Override
    public int attempt() {
        return attempt.number();
    }

    @Override
    public Instant deadline() {
        long timeout = attempt.timeoutAt();
        Instant byTimeout =
                timeout == Ticks.NEVER ? Instant.MAX : attempt.startedAt().plusNanos(timeout - attempt.startTick());
        return document()
                .executionOrDefault()
                .deadline()
                .filter(byTimeout::isAfter)
                .orElse(byTimeout);
    }

    @Override
    public Duration remaining() {
        long end = Math.min(attempt.timeoutAt(), attempt.deadlineAt());
        return Duration.ofNanos(Math.max(0, end - parts.ticks().now()));
    }

    @Override
    public CancellationToken cancellation() {
        return attempt.token();
    }

    @Override
    public void progress(String phase, double percent, String message) {
        if (!over) {
            attempt.phase(Text.fit(phase, 128));
            send(progress.report(
                    phase,
                    percent,
                    message,
                    parts.ticks().time().instant(),
                    parts.ticks().now()));
        }
    }

    @Override
    public void log(LogLevel level, String message) {
        if (over || lines.incrementAndGet() > MOST_LINES) {
            return;
        }
        boolean last = lines.get() == MOST_LINES;
        String text = last ? "too many lines, the rest is left out" : Text.fit(message, 4096);
        send(List.of(new JobEvent.Log(
                parts.ticks().time().instant(), level.name().toLowerCase(Locale.ROOT), text, NO_FIELDS)));
    }

    /** Events are news, not results: what the store does not take is dropped, and the handler goes on. */
    private void send(List<JobEvent> events) {
        if (events.isEmpty() || attempt.isFenced()) {
            return;
        }
        try {
            if (parts.source().report(attempt.claimToken(), events) == WriteOutcome.FENCED) {
                parts.stopper().stop(attempt, StopReason.LEASE_LOST);
            }
        } catch (RuntimeException e) { // whatever the store threw: see above
            parts.gate().failed(e);
        }
    }

    @Override
    public Path scratch() {
        lock.lock();
        try {
            if (over) {
                throw new IllegalStateException("the attempt is over, its scratch directory is gone");
            }
            Path directory = scratch;
            if (directory == null) {
                directory = tools.scratch().create();
                scratch = directory;
            }
            return directory;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public AllowedPaths paths() {
        return tools.paths();
    }

    @Override
    public ArtifactSink artifacts() {
        return artifacts;
    }

    Artifacts stored() {
        return artifacts;
    }

    @Override
    public Observability trace() {
        return attempt.span().orElse(Trace.NONE);
    }

    @Override
    public Process start(ProcessBuilder builder) throws IOException {
        Process process = attempt.processes().start(builder);
        started();
        return process;
    }

    @Override
    public Subscription track(ProcessHandle process) {
        Subscription tracked = attempt.processes().track(process);
        started();
        return tracked;
    }

    private void started() {
        if (over) {
            attempt.processes().kill();
        } else if (attempt.processes().needsLooks()) {
            long now = parts.ticks().now();
            attempt.lookFrom(now);
            parts.watchAlarm().atMost(now);
        }
    }

    @Override
    public void checksumVerified(boolean matched, Duration took) {
        parts.listeners().each(l -> l.checksumVerified(matched, took));
    }

    @Override
    public JobClient jobs() {
        if (!attempt.handler().isSystem()) {
            throw new UnsupportedOperationException(
                    "only system.* handlers see the store, " + attempt.handler().payloadType() + " is none");
        }
        return parts.client();
    }

    @Override
    public WorkerView worker() {
        return parts.view();
    }

    /** The handler has ended: the last word of its progress goes out. */
    void ended() {
        over = true;
        send(progress.rest());
    }

    void removeScratch() {
        lock.lock();
        try {
            over = true;
            if (scratch != null) {
                Scratch.remove(scratch);
                scratch = null;
            }
        } finally {
            lock.unlock();
        }
    }
}
