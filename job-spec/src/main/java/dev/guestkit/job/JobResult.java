package dev.guestkit.job;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The one result of a job (protocol, section 3). */
public record JobResult(
        String jobId,
        String workerId,
        JobStatus status,
        Optional<String> replayOf,
        Optional<Instant> completedAt,
        Optional<Instant> failedAt,
        ExecutionSummary executionSummary,
        Optional<Outputs> outputs,
        Optional<Json> data,
        Optional<Metrics> metrics,
        Optional<JobError> error,
        Optional<Observability> observability,
        Map<String, Json> unknown) {
    /** Copies the collections. */
    public JobResult {
        unknown = Map.copyOf(unknown);
    }
}
