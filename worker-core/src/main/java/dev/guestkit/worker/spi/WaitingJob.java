package dev.guestkit.worker.spi;

import java.util.List;

/** A queued job and every reason why it does not run just now; no reason means that it is next in line. */
public record WaitingJob(String jobId, List<WaitReason> reasons) {
    /** Copies the list. */
    public WaitingJob {
        reasons = List.copyOf(reasons);
    }
}
