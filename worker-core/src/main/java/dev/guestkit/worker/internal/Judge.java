package dev.guestkit.worker.internal;

import dev.guestkit.job.ArtifactDetail;
import dev.guestkit.job.ErrorCode;
import dev.guestkit.job.Execution;
import dev.guestkit.job.JobError;
import dev.guestkit.job.JobStatus;
import dev.guestkit.worker.AttemptEnd;
import dev.guestkit.worker.spi.Finish;
import dev.guestkit.worker.spi.StopReason;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides what follows when a handler throws: another attempt, the end, or giving the job back. */
final class Judge {
    private final Results results;
    private final RetryDelay retries;

    Judge(Results results, RetryDelay retries) {
        this.results = results;
        this.retries = retries;
    }

    /** Whoever throws ends by the first reason of its token, else by what it threw. */
    Verdict thrown(Attempt attempt, HandlerContext context, Throwable thrown) {
        StopReason reason = attempt.token().reasonOrNull();
        return reason == null
                ? failed(attempt, context, Errors.of(thrown, attempt.phase()))
                : stopped(attempt, context, reason);
    }

    /** The end of an attempt that was stopped; before its start {@code context} is null. */
    Verdict stopped(Attempt attempt, @Nullable HandlerContext context, StopReason reason) {
        String phase = attempt.phase();
        return switch (reason) {
            case TIMEOUT ->
                againOrEnd(
                        attempt,
                        context,
                        JobStatus.TIMEOUT,
                        Errors.of(
                                ErrorCode.TIMEOUT,
                                "the attempt took longer than "
                                        + attempt.document()
                                                .executionOrDefault()
                                                .timeoutSecondsOrDefault() + " s",
                                phase));
            case DEADLINE -> deadline(attempt, context);
            case CANCEL ->
                end(
                        attempt,
                        context,
                        JobStatus.CANCELLED,
                        Errors.of(ErrorCode.CANCELLED, "cancelled on request", phase));
            case LEASE_LOST -> Verdict.lost();
            case SHUTDOWN -> shutdown(attempt, context);
        };
    }

    Verdict deadline(Attempt attempt, @Nullable HandlerContext context) {
        JobStatus status = attempt.hasStarted() ? JobStatus.TIMEOUT : JobStatus.FAILED;
        return end(
                attempt,
                context,
                status,
                Errors.of(ErrorCode.DEADLINE_EXCEEDED, "the job's deadline has passed", attempt.phase()));
    }

    Verdict failed(Attempt attempt, @Nullable HandlerContext context, JobError error) {
        return againOrEnd(attempt, context, JobStatus.FAILED, error);
    }

    private Verdict shutdown(Attempt attempt, @Nullable HandlerContext context) {
        if (attempt.hasStarted() && !attempt.handler().spec().repeatable()) {
            JobError error = Errors.of(
                    ErrorCode.WORKER_LOST,
                    "the worker closed while the handler ran, which must not be started again",
                    attempt.phase());
            return end(attempt, context, JobStatus.FAILED, error);
        }
        return Verdict.released("worker is closing");
    }

    private Verdict againOrEnd(Attempt attempt, @Nullable HandlerContext context, JobStatus status, JobError error) {
        Execution execution = attempt.document().executionOrDefault();
        int failures = attempt.claim().record().failedStarts() + execution.attemptOrDefault();
        boolean again = error.retryRecommended()
                && failures < execution.maxAttemptsOrDefault()
                && attempt.handler().spec().repeatable();
        return again
                ? Verdict.of(
                        AttemptEnd.Kind.RETRIED,
                        new Finish.Again(error, retries.after(failures)),
                        Optional.of(error.code()))
                : end(attempt, context, status, error);
    }

    private Verdict end(Attempt attempt, @Nullable HandlerContext context, JobStatus status, JobError error) {
        List<ArtifactDetail> artifacts =
                context == null ? List.of() : context.stored().all();
        return Verdict.of(
                kind(status),
                new Finish.Done(results.ended(attempt, status, error, artifacts)),
                Optional.of(error.code()));
    }

    private static AttemptEnd.Kind kind(JobStatus status) {
        return switch (status) {
            case TIMEOUT -> AttemptEnd.Kind.TIMEOUT;
            case CANCELLED -> AttemptEnd.Kind.CANCELLED;
            default -> AttemptEnd.Kind.FAILED;
        };
    }
}
