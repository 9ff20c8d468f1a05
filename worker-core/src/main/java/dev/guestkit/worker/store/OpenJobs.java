package dev.guestkit.worker.store;

/** What a {@link ClaimQueue} must know of jobs beyond those that wait in it. */
public interface OpenJobs {
    /** Whether a job is known and has not ended. */
    boolean isOpen(String jobId);

    /** Whether a worker holds a job. */
    boolean isClaimed(String jobId);
}
