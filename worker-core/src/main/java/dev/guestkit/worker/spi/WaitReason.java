package dev.guestkit.worker.spi;

/**
 * Why a job waits.
 *
 * @param kind for programs
 * @param message for people: what is missing, and where
 */
public record WaitReason(Kind kind, String message) {
    /** The kinds of waiting. */
    public enum Kind {
        /** The queue is paused. */
        PAUSED,
        /** A retry's delay or a park has not passed. */
        NOT_BEFORE,
        /** It is parked until other jobs end. */
        WAITS_FOR_JOBS,
        /** A job named in its anti-affinity, or one that names it, is running. */
        ANTI_AFFINITY,
        /** It still prefers a worker with another locality. */
        AFFINITY,
        /** No registered worker may take it; the message says what each lacks. */
        NO_CAPABLE_WORKER,
        /** Every worker that may take it is busy, or see {@link #PERMITS}. */
        WORKERS_BUSY,
        /**
         * A worker that may take it has places free, but just now none for this operation: its limit is reached, or a resource
         * or the scratch space that the operation needs is taken. As of the worker's last claim through this transport.
         */
        PERMITS
    }
}
