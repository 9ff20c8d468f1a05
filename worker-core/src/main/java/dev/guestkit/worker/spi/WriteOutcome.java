package dev.guestkit.worker.spi;

/** What a store did with a write about a claimed job. */
public enum WriteOutcome {
    /** Written. */
    OK,
    /** The same write had been accepted before. */
    ALREADY,
    /** The token is not the newest one of the job, or the job has ended: nothing was written. */
    FENCED
}
