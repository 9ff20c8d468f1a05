package dev.guestkit.worker.internal;

import dev.guestkit.job.ErrorCode;
import dev.guestkit.job.Execution;
import dev.guestkit.job.JobResult;
import dev.guestkit.job.JobStatus;
import dev.guestkit.worker.AttemptEnd;
import dev.guestkit.worker.spi.Finish;
import dev.guestkit.worker.spi.JobSource;
import dev.guestkit.worker.spi.Outcome;
import dev.guestkit.worker.spi.StopReason;
import dev.guestkit.worker.spi.WriteOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one attempt from its start to what the store knows of its end, on the calling thread. Thread-safe. */
final class Runner {
    private static final Logger log = LoggerFactory.getLogger(Runner.class);
    private static final Duration IMAGE_WAIT = Duration.ofSeconds(30);

    private final Parts parts;
    private final RunnerTools tools;
    private final StoreWriter writer;
    private final Judge judge;
    private final DataLimit dataLimit;
    private final JobSource source;
    private final Ticks ticks;

    Runner(Parts parts, RunnerTools tools, StoreWriter writer) {
        this.parts = parts;
        this.tools = tools;
        this.writer = writer;
        this.judge = new Judge(tools.results(), tools.retries());
        this.dataLimit = new DataLimit(parts.settings().maxDataBytes());
        this.source = parts.source();
        this.ticks = parts.ticks();
    }

    /** Never throws; the permit stays with the caller. */
    void run(Attempt attempt) {
        LogContext.of(attempt);
        try {
            lock(attempt).ifPresentOrElse(holder -> waitFor(attempt, holder), () -> runLocked(attempt));
        } catch (RuntimeException
                | Error e) { // an error of the engine's own: this job is left to its lease, the worker lives
            log.error("job {} could not be brought to an end here", attempt.jobId(), e);
        } finally {
            attempt.settle();
            releaseImages(attempt);
            parts.active().remove(attempt);
        }
    }

    private void releaseImages(Attempt attempt) {
        if (attempt.handler().mayUseImages()) {
            tools.images().release(attempt);
        }
    }

    private Optional<String> lock(Attempt attempt) {
        return attempt.handler().mayUseImages() ? tools.images().take(attempt) : Optional.empty();
    }

    /**
     * Another job of ours has the image: back into the queue until that one has ended, no attempt spent. The holder can be an
     * older attempt of the same job that does not let itself be stopped; no job waits for its own end.
     */
    private void waitFor(Attempt attempt, String holder) {
        log.debug("job {} waits for the image that job {} uses", attempt.jobId(), holder);
        Instant until = ticks.time().instant().plus(IMAGE_WAIT);
        List<String> others = holder.equals(attempt.jobId()) ? List.of() : List.of(holder);
        attempt.settle();
        writer.write(
                () -> source.finish(attempt.claimToken(), new Finish.Park(Optional.of(until), others, false)),
                attempt::isFenced);
    }

    private void runLocked(Attempt attempt) {
        Verdict early = beforeStart(attempt);
        if (early != null) {
            attempt.settle();
            settle(attempt, early);
            return;
        }
        HandlerContext context = new HandlerContext(parts, attempt, tools);
        try {
            settle(attempt, runStarted(attempt, context));
        } finally {
            context.removeScratch();
        }
    }

    /** Null when the handler may run. */
    private @Nullable Verdict beforeStart(Attempt attempt) {
        long now = ticks.now();
        Execution execution = attempt.document().executionOrDefault();
        long deadline = deadlineTick(execution, now);
        if (deadline <= now) {
            return judge.deadline(attempt, null);
        }
        boolean ours = !attempt.isLate() || isStillOurs(attempt);
        StopReason reason = attempt.token().reasonOrNull();
        if (reason != null) {
            return judge.stopped(attempt, null, reason);
        }
        if (!ours) {
            return Verdict.lost();
        }
        boolean repeatable = attempt.handler().spec().repeatable();
        Optional<WriteOutcome> started = writer.write(
                () -> source.start(attempt.claimToken(), repeatable),
                () -> attempt.token().reasonOrNull() != null);
        if (started.isEmpty() || started.get() == WriteOutcome.FENCED) {
            return Verdict.lost();
        }
        begin(attempt, execution, deadline);
        return null;
    }

    /** Whether the store renewed a claim of which nobody knows how long it had lasted when it arrived. */
    private boolean isStillOurs(Attempt attempt) {
        return writer.write(
                        () -> parts.leases().renewNow(attempt),
                        () -> attempt.token().reasonOrNull() != null)
                .filter(outcome -> outcome == WriteOutcome.OK)
                .isPresent();
    }

    private void begin(Attempt attempt, Execution execution, long deadline) {
        long now = ticks.now();
        long timeout = execution.timeoutSecondsOrDefault();
        long timeoutNanos = timeout > TimeUnit.NANOSECONDS.toSeconds(Long.MAX_VALUE)
                ? Ticks.NEVER
                : TimeUnit.SECONDS.toNanos(timeout);
        attempt.begin(now, ticks.time().instant(), Ticks.plus(now, timeoutNanos), deadline);
        parts.watchAlarm().atMost(attempt.nextTick());
        parts.listeners()
                .each(l -> l.started(attempt.document(), attempt.handler().payloadType(), attempt.number()));
    }

    long deadlineTick(Execution execution, long now) {
        return execution
                .deadline()
                .map(deadline -> Ticks.plus(now, Duration.between(ticks.time().instant(), deadline)))
                .orElse(Ticks.NEVER);
    }

    private Verdict runStarted(Attempt attempt, HandlerContext context) {
        Outcome outcome = null;
        Throwable thrown = null;
        attempt.enter();
        try {
            outcome = attempt.handler().handler().run(context);
        } catch (Throwable t) { // a handler may throw anything, also StackOverflowError: the attempt ends, the worker
            // lives
            thrown = t;
        } finally {
            attempt.leave();
        }
        // The handler has ended, but what it started may go on working on the image: first that ends, then the verdict.
        attempt.processes().killAndAwait();
        attempt.settle();
        Thread.interrupted(); // a stop that came while we waited was for the handler
        context.ended();
        if (thrown != null) {
            logThrown(thrown);
            return judge.thrown(attempt, context, thrown);
        }
        return returned(attempt, context, outcome);
    }

    private static void logThrown(Throwable thrown) {
        if (log.isDebugEnabled()) {
            try {
                log.debug("handler threw", thrown);
            } catch (RuntimeException | Error e) { // its message may throw when the log asks for it
                log.debug("handler threw {}", thrown.getClass().getName());
            }
        }
    }

    /** A handler that returns has completed, whatever was asked meanwhile. */
    private Verdict returned(Attempt attempt, HandlerContext context, @Nullable Outcome outcome) {
        if (outcome instanceof Outcome.Done done) {
            return completed(attempt, context, done);
        }
        if (outcome instanceof Outcome.Park park) {
            return Verdict.of(
                    AttemptEnd.Kind.PARKED, new Finish.Park(park.until(), park.jobs(), park.any()), Optional.empty());
        }
        String message = "handler " + attempt.handler().origin() + " returned null; return an Outcome";
        return judge.failed(attempt, context, Errors.of(ErrorCode.INTERNAL_ERROR, message, attempt.phase()));
    }

    private Verdict completed(Attempt attempt, HandlerContext context, Outcome.Done done) {
        try {
            var made = dataLimit.apply(done.result(), context.stored());
            JobResult result =
                    tools.results().completed(attempt, made, context.stored().all());
            return Verdict.of(AttemptEnd.Kind.COMPLETED, new Finish.Done(result), Optional.empty());
        } catch (RuntimeException e) { // the store did not take the data as an artifact
            return judge.thrown(attempt, context, e);
        }
    }

    private void settle(Attempt attempt, Verdict verdict) {
        releaseImages(attempt); // the work is over, and who waits for the image is woken by what is written now
        Duration took = attempt.hasStarted() ? ticks.since(attempt.startTick()) : Duration.ZERO;
        if (verdict.finish().isEmpty()) {
            if (mayGiveBack(attempt, verdict.kind())) {
                giveBack(attempt, verdict.code().orElse("given back"));
            }
            tell(attempt, verdict.kind(), verdict.code(), took, Optional.empty());
            return;
        }
        Finish finish = verdict.finish().get();
        Optional<WriteOutcome> outcome = write(attempt, finish);
        if (outcome.isEmpty() || outcome.get() == WriteOutcome.FENCED) {
            log.warn(
                    "the end of job {} was not taken: {}",
                    attempt.jobId(),
                    outcome.map(Enum::name).orElse("no answer"));
            tell(attempt, AttemptEnd.Kind.LOST, Optional.of("LEASE_LOST"), took, Optional.empty());
            return;
        }
        Optional<JobResult> result = finish instanceof Finish.Done done ? Optional.of(done.result()) : Optional.empty();
        tell(attempt, verdict.kind(), verdict.code(), took, result);
    }

    /** Until the store answers; one that refuses the result itself gets a smaller one that says so. */
    private Optional<WriteOutcome> write(Attempt attempt, Finish finish) {
        try {
            return writer.write(() -> source.finish(attempt.claimToken(), finish), () -> false);
        } catch (RuntimeException e) { // not an outage: this very result cannot be stored
            log.error("the store refuses the result of job {}", attempt.jobId(), e);
            var error = Errors.of(ErrorCode.INTERNAL_ERROR, "the store refuses the result: " + e, attempt.phase());
            Finish smaller = new Finish.Done(tools.results().ended(attempt, JobStatus.FAILED, error, List.of()));
            return writer.write(() -> source.finish(attempt.claimToken(), smaller), () -> false);
        }
    }

    /**
     * A handler that must not run twice is not offered again: its lease runs out, and the store ends the job. Nor is a start
     * whose lease ran out: the store counts the loss, or a job that costs its worker every lease would start for ever.
     */
    private static boolean mayGiveBack(Attempt attempt, AttemptEnd.Kind kind) {
        boolean mayRepeat =
                kind != AttemptEnd.Kind.LOST && attempt.handler().spec().repeatable();
        return !attempt.hasStarted() || mayRepeat;
    }

    private void giveBack(Attempt attempt, String why) {
        try {
            source.release(attempt.claimToken(), why);
        } catch (RuntimeException e) { // the lease runs out by itself
            parts.gate().failed(e);
        }
    }

    private void tell(
            Attempt attempt, AttemptEnd.Kind kind, Optional<String> code, Duration took, Optional<JobResult> result) {
        if (kind != AttemptEnd.Kind.COMPLETED) {
            log.info("attempt {} of job {}: {} {}", attempt.number(), attempt.jobId(), kind, code.orElse(""));
        }
        AttemptEnd end = new AttemptEnd(
                attempt.document(), attempt.handler().payloadType(), attempt.number(), kind, code, took, result);
        parts.listeners().each(l -> l.ended(end));
    }
}
