package dev.guestkit.worker.spi;

/** Says that a store refused a job; {@link #outcome()} says why. */
public final class SubmissionRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient SubmitOutcome outcome;

    SubmissionRefusedException(SubmitOutcome outcome) {
        super(message(outcome));
        this.outcome = outcome;
    }

    private static String message(SubmitOutcome outcome) {
        String refused = "job " + outcome.jobId() + " was refused: " + outcome.kind() + ", ";
        return refused
                + switch (outcome.kind()) {
                    case CONFLICT -> "its id is taken by a job with other content; give it another id";
                    case DUPLICATE_IN_PROGRESS ->
                        "job " + outcome.firstJobId() + " has its idempotency key and has not ended; wait for that one";
                    case IDEMPOTENCY_CONFLICT ->
                        "job " + outcome.firstJobId() + " has its idempotency key and another payload; use another key";
                    case FULL -> "the queue is at its limit; try again later";
                    case CREATED, UNCHANGED, REPLAYED -> throw new IllegalArgumentException("not refused: " + outcome);
                };
    }

    /** What the store answered. */
    public SubmitOutcome outcome() {
        return outcome;
    }
}
