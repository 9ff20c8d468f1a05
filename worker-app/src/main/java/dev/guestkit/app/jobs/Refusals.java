package dev.guestkit.app.jobs;

import dev.guestkit.app.CliException;
import dev.guestkit.worker.spi.SubmitOutcome;

/** Why submissions are refused. */
final class Refusals {
    private Refusals() {}

    static String text(SubmitOutcome outcome) {
        return switch (outcome.kind()) {
            case CONFLICT ->
                "CONFLICT: a different document is known as " + outcome.jobId() + "; give it another job_id";
            case DUPLICATE_IN_PROGRESS ->
                "DUPLICATE_IN_PROGRESS: " + outcome.firstJobId() + " has the same idempotency key and has not ended";
            case IDEMPOTENCY_CONFLICT ->
                "IDEMPOTENCY_CONFLICT: " + outcome.firstJobId() + " has the same idempotency key and another payload";
            case FULL -> "FULL: the queue is at its limit; submit " + outcome.jobId() + " again later";
            case CREATED, UNCHANGED, REPLAYED -> throw new CliException("not refused: " + outcome);
        };
    }
}
