package dev.guestkit.worker.spi;

import dev.guestkit.job.JobStatus;

/** The states of a job inside a store (protocol, section 5). */
public enum JobState {
    PENDING(JobStatus.PENDING),
    QUEUED(JobStatus.PENDING),
    ASSIGNED(JobStatus.ASSIGNED),
    RUNNING(JobStatus.RUNNING),
    COMPLETED(JobStatus.COMPLETED),
    FAILED(JobStatus.FAILED),
    CANCELLED(JobStatus.CANCELLED),
    TIMEOUT(JobStatus.TIMEOUT);

    private final JobStatus status;

    JobState(JobStatus status) {
        this.status = status;
    }

    /** The status that the wire shows. */
    public JobStatus status() {
        return status;
    }

    /** Whether a job in this state never changes again. */
    public boolean isTerminal() {
        return status.isTerminal();
    }

    /** Whether a worker holds the job. */
    public boolean isClaimed() {
        return this == ASSIGNED || this == RUNNING;
    }
}
