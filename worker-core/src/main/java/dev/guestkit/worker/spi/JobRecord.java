package dev.guestkit.worker.spi;

import dev.guestkit.job.JobDocument;
import dev.guestkit.job.JobError;
import dev.guestkit.job.ProgressEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a store knows of a job at one moment. Immutable.
 *
 * @param document the wire document, never rewritten
 * @param state where it stands
 * @param attempt the count of starts, less those that ended in a release or a park, beginning at
 *     {@code execution.attempt - 1}
 * @param failedStarts how many starts ended by error or timeout
 * @param lostLeases how many leases were lost with their worker
 * @param submittedAt when the store took it
 * @param startedAt when the newest attempt started
 * @param endedAt when it reached a terminal state
 * @param notBefore no claim before this time: a retry's delay or a park
 * @param waitsFor ids of the jobs that must end before it is claimed again: a park
 * @param workerId who holds it or held it last
 * @param cancelReason why a stop was asked for, when it was
 * @param lastError how the newest attempt ended, when it failed
 * @param progress the newest progress event
 * @param history every change of state, oldest first
 */
public record JobRecord(
        JobDocument document,
        JobState state,
        int attempt,
        int failedStarts,
        int lostLeases,
        Instant submittedAt,
        Optional<Instant> startedAt,
        Optional<Instant> endedAt,
        Optional<Instant> notBefore,
        List<String> waitsFor,
        Optional<String> workerId,
        Optional<String> cancelReason,
        Optional<JobError> lastError,
        Optional<ProgressEvent> progress,
        List<HistoryEntry> history) {
    /** Copies the lists. */
    public JobRecord {
        waitsFor = List.copyOf(waitsFor);
        history = List.copyOf(history);
    }

    /** The job's id. */
    public String jobId() {
        return document.jobId();
    }
}
