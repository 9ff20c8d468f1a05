package dev.guestkit.worker.store;

/** How the newest claim of a job ended. */
public enum ClaimEnd {
    /** It has not: the job is claimed, or never was. */
    NOT,
    /** With a result. */
    DONE,
    /** With a retry to come. */
    AGAIN,
    /** Parked. */
    PARK,
    /** Given back. */
    RELEASE,
    /** The lease ran out. */
    LOST
}
