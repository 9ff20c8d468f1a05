package dev.guestkit.transport.file;

import dev.guestkit.worker.spi.ClaimToken;
import dev.guestkit.worker.store.JobStanding;
import dev.guestkit.worker.store.JobTerms;

/**
 * One job that has not ended, as last seen. Immutable.
 *
 * @param step the number of the step that it was read from, 0 when there is only the document
 */
record Life(JobTerms terms, int step, Snapshot snapshot) {
    String jobId() {
        return terms.jobId();
    }

    JobStanding standing() {
        return snapshot.standing();
    }

    boolean isHeldBy(ClaimToken token) {
        return standing().isHeldBy(token);
    }
}
