package dev.guestkit.worker.spi;

/**
 * What became of a submission.
 *
 * @param kind what happened
 * @param jobId the job meant; for {@link Kind#REPLAYED}, {@link Kind#DUPLICATE_IN_PROGRESS} and
 *     {@link Kind#IDEMPOTENCY_CONFLICT} see {@code firstJobId} for the other one
 * @param firstJobId the first job with the same idempotency key, else the same as {@code jobId}
 */
public record SubmitOutcome(Kind kind, String jobId, String firstJobId) {
    /** The possible ends of a submission. */
    public enum Kind {
        /** Stored, will run. */
        CREATED,
        /** Known already with the same digest; nothing changed. */
        UNCHANGED,
        /** The id is known with another content; refused. */
        CONFLICT,
        /** The first job with this idempotency key completed; this one completed at once with its result. */
        REPLAYED,
        /** The first job with this idempotency key has not ended; refused. */
        DUPLICATE_IN_PROGRESS,
        /** The first job with this idempotency key has another payload; refused. */
        IDEMPOTENCY_CONFLICT,
        /** The queue is at its limit; refused, try later. */
        FULL
    }

    /** An outcome that concerns one job only. */
    public static SubmitOutcome of(Kind kind, String jobId) {
        return new SubmitOutcome(kind, jobId, jobId);
    }

    /** Whether the job is known to the store now. */
    public boolean isAccepted() {
        return kind == Kind.CREATED || kind == Kind.UNCHANGED || kind == Kind.REPLAYED;
    }

    /**
     * This outcome, when the job is known to the store now.
     *
     * @throws SubmissionRefusedException when it is not
     */
    public SubmitOutcome orThrow() {
        if (!isAccepted()) {
            throw new SubmissionRefusedException(this);
        }
        return this;
    }
}
