package dev.guestkit.worker;

import dev.guestkit.job.JobDocument;
import dev.guestkit.job.JobResult;
import java.time.Duration;
import java.util.Optional;

/**
 * How one attempt of a job ended on this worker.
 *
 * @param document the job
 * @param handler the {@code payload.type} that the handler runs
 * @param attempt which attempt it was, from 1
 * @param kind what became of it
 * @param errorCode why, when it did not complete
 * @param took how long the handler ran, by the monotonic clock
 * @param result the job's one result, when this attempt ended the job and the store took it
 */
public record AttemptEnd(
        JobDocument document,
        String handler,
        int attempt,
        Kind kind,
        Optional<String> errorCode,
        Duration took,
        Optional<JobResult> result) {
    /** The ends of an attempt. */
    public enum Kind {
        /** The job completed. */
        COMPLETED,
        /** The job failed. */
        FAILED,
        /** The job was cancelled. */
        CANCELLED,
        /** The job ran out of time. */
        TIMEOUT,
        /** It failed or ran out of time, and another attempt follows. */
        RETRIED,
        /** The handler waits for a time or for other jobs. */
        PARKED,
        /** The job was given back untouched, because the worker closes. */
        RELEASED,
        /** The lease was lost; whatever the handler did is refused. */
        LOST;

        /** Whether the handler did not do what it was there for; a park and a job that was given back are no errors. */
        public boolean isError() {
            return this != COMPLETED && this != PARKED && this != RELEASED;
        }

        /** Whether the job has ended with this. */
        public boolean isTerminal() {
            return compareTo(TIMEOUT) <= 0;
        }
    }
}
