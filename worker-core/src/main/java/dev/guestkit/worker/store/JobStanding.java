package dev.guestkit.worker.store;

import dev.guestkit.job.JobDocument;
import dev.guestkit.job.JobError;
import dev.guestkit.job.ProgressEvent;
import dev.guestkit.worker.spi.ClaimToken;
import dev.guestkit.worker.spi.HistoryEntry;
import dev.guestkit.worker.spi.JobRecord;
import dev.guestkit.worker.spi.JobState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where a job stands: everything about it that changes while it lives, apart from its events. Immutable;
 * {@link JobTransitions} makes the next one. A durable transport stores all of it.
 *
 * @param state where it stands
 * @param attempt the count of starts, less those that ended in a release or a park, from {@code execution.attempt - 1}
 * @param failedStarts how many starts ended by error or timeout
 * @param lostLeases how many leases were lost with their worker
 * @param epoch of the newest claim, 0 before the first
 * @param nonce of the newest claim, empty text before the first
 * @param claimEnd how the newest claim ended
 * @param repeatable false once a handler that must not be repeated was about to run
 * @param submittedAt when the store took it
 * @param queuedAt when it last came into the queue
 * @param startedAt when the newest attempt started
 * @param endedAt when it reached a terminal state
 * @param notBefore no claim before this time
 * @param waitsFor ids of the jobs that it is parked for
 * @param waitsForAny whether the end of one of them is enough
 * @param workerId who holds it or held it last
 * @param cancelReason why a stop was asked for, when it was
 * @param lastError how the newest attempt ended, when it failed
 */
public record JobStanding(
        JobState state,
        int attempt,
        int failedStarts,
        int lostLeases,
        long epoch,
        String nonce,
        ClaimEnd claimEnd,
        boolean repeatable,
        Instant submittedAt,
        Instant queuedAt,
        Optional<Instant> startedAt,
        Optional<Instant> endedAt,
        Optional<Instant> notBefore,
        List<String> waitsFor,
        boolean waitsForAny,
        Optional<String> workerId,
        Optional<String> cancelReason,
        Optional<JobError> lastError) {
    /** Copies the list. */
    public JobStanding {
        waitsFor = List.copyOf(waitsFor);
    }

    /** Whether this token is the one of the newest claim. */
    public boolean isNewest(ClaimToken token) {
        return epoch == token.epoch() && nonce.equals(token.nonce());
    }

    /** Whether this token holds the job now. */
    public boolean isHeldBy(ClaimToken token) {
        return state.isClaimed() && isNewest(token);
    }

    /** The record that clients and workers see. */
    public JobRecord toRecord(JobDocument document, Optional<ProgressEvent> progress, List<HistoryEntry> history) {
        return new JobRecord(
                document,
                state,
                attempt,
                failedStarts,
                lostLeases,
                submittedAt,
                startedAt,
                endedAt,
                notBefore,
                waitsFor,
                workerId,
                cancelReason,
                lastError,
                progress,
                history);
    }

    Draft edit() {
        return new Draft(this);
    }

    /** A standing in the making. */
    static final class Draft {
        JobState state;
        int attempt;
        int failedStarts;
        int lostLeases;
        long epoch;
        String nonce;
        ClaimEnd claimEnd;
        boolean repeatable;
        Instant queuedAt;
        Optional<Instant> startedAt;
        Optional<Instant> endedAt;
        Optional<Instant> notBefore;
        List<String> waitsFor;
        boolean waitsForAny;
        Optional<String> workerId;
        Optional<String> cancelReason;
        Optional<JobError> lastError;
        private final Instant submittedAt;

        private Draft(JobStanding from) {
            state = from.state;
            attempt = from.attempt;
            failedStarts = from.failedStarts;
            lostLeases = from.lostLeases;
            epoch = from.epoch;
            nonce = from.nonce;
            claimEnd = from.claimEnd;
            repeatable = from.repeatable;
            submittedAt = from.submittedAt;
            queuedAt = from.queuedAt;
            startedAt = from.startedAt;
            endedAt = from.endedAt;
            notBefore = from.notBefore;
            waitsFor = from.waitsFor;
            waitsForAny = from.waitsForAny;
            workerId = from.workerId;
            cancelReason = from.cancelReason;
            lastError = from.lastError;
        }

        void waitForNoJobs() {
            waitsFor = List.of();
            waitsForAny = false;
        }

        JobStanding done() {
            return new JobStanding(
                    state,
                    attempt,
                    failedStarts,
                    lostLeases,
                    epoch,
                    nonce,
                    claimEnd,
                    repeatable,
                    submittedAt,
                    queuedAt,
                    startedAt,
                    endedAt,
                    notBefore,
                    waitsFor,
                    waitsForAny,
                    workerId,
                    cancelReason,
                    lastError);
        }
    }
}
