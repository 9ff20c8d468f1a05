package dev.guestkit.worker.spi;

/** Why an attempt is stopped. */
public enum StopReason {
    /** The attempt took longer than {@code timeout_seconds}. */
    TIMEOUT,
    /** The job's deadline has passed. */
    DEADLINE,
    /** Somebody asked for it. */
    CANCEL,
    /** The lease ran out or another worker holds the job. */
    LEASE_LOST,
    /** The worker is closing. */
    SHUTDOWN
}
