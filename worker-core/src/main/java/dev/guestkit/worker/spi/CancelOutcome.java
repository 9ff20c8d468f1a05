package dev.guestkit.worker.spi;

/** What became of a request to stop a job. */
public enum CancelOutcome {
    /** It was queued and has ended as cancelled. */
    CANCELLED,
    /** It is running; its owner is told. */
    REQUESTED,
    /** Its document says that it may not be cancelled. */
    NOT_CANCELLABLE,
    /** It had ended before. */
    TOO_LATE,
    /** No such job. */
    UNKNOWN
}
