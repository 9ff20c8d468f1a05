package dev.guestkit.worker.store;

import dev.guestkit.job.JobDigest;
import dev.guestkit.job.JobDocument;
import dev.guestkit.worker.spi.JobState;
import dev.guestkit.worker.spi.JobSubmission;
import java.util.Arrays;
import java.util.function.BooleanSupplier;

/** What becomes of a submission whose id or idempotency key is known already (protocol, section 6). */
public final class Idempotency {
    private Idempotency() {}

    /** What becomes of a submission whose key another job had before. */
    public enum Decision {
        /** The key is free: store the job. */
        FREE,
        /** Store it and end it at once with the first one's result. */
        REPLAY,
        /** Refuse it: the first one has not ended. */
        DUPLICATE_IN_PROGRESS,
        /** Refuse it: the first one has another payload. */
        CONFLICT
    }

    /**
     * Decides.
     *
     * @param first where the first job with the key stands
     * @param samePayload whether its payload is the same; asked only when that matters
     */
    public static Decision decide(JobState first, BooleanSupplier samePayload) {
        if (first.isTerminal() && first != JobState.COMPLETED) {
            return Decision.FREE;
        }
        if (!samePayload.getAsBoolean()) {
            return Decision.CONFLICT;
        }
        return first == JobState.COMPLETED ? Decision.REPLAY : Decision.DUPLICATE_IN_PROGRESS;
    }

    /** Whether two documents have the same payload. */
    public static boolean isSamePayload(JobDocument one, JobDocument other) {
        return one.payload().equals(other.payload())
                || JobDigest.ofPayload(one.payload()).equals(JobDigest.ofPayload(other.payload()));
    }

    /** Whether a submission is the same document as one that was stored, as they were received. */
    public static boolean isSameDocument(byte[] stored, JobSubmission submission) {
        return Arrays.equals(stored, submission.digested())
                || JobDigest.of(stored).equals(JobDigest.of(submission.digested()));
    }
}
