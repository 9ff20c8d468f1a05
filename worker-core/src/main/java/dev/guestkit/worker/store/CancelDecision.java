package dev.guestkit.worker.store;

import dev.guestkit.worker.spi.CancelOutcome;
import dev.guestkit.worker.spi.JobState;
import java.time.Instant;
import java.util.Optional;

/**
 * What a request to stop a job comes to.
 *
 * @param outcome the answer
 * @param change what it makes of the job, empty when nothing
 */
public record CancelDecision(CancelOutcome outcome, Optional<JobChange> change) {
    static CancelDecision of(
            JobTransitions transitions, JobTerms terms, JobStanding standing, String reason, Instant now) {
        if (standing.state().isTerminal()) {
            return refused(CancelOutcome.TOO_LATE);
        }
        if (!terms.cancellable()) {
            return refused(CancelOutcome.NOT_CANCELLABLE);
        }
        if (standing.state() == JobState.QUEUED) {
            JobChange change = transitions.cancelledInQueue(terms, standing, reason, now);
            return new CancelDecision(CancelOutcome.CANCELLED, Optional.of(change));
        }
        return requested(standing, reason);
    }

    private static CancelDecision requested(JobStanding standing, String reason) {
        if (standing.cancelReason().isPresent()) {
            return refused(CancelOutcome.REQUESTED);
        }
        JobStanding.Draft draft = standing.edit();
        draft.cancelReason = Optional.of(reason);
        JobChange change = new JobChange(draft.done(), Optional.empty(), Optional.empty());
        return new CancelDecision(CancelOutcome.REQUESTED, Optional.of(change));
    }

    private static CancelDecision refused(CancelOutcome outcome) {
        return new CancelDecision(outcome, Optional.empty());
    }
}
