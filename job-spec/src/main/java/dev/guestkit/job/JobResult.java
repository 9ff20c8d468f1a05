package dev.guestkit.job;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The one result of a job (protocol, section 3). */
public record JobResult(
        @Formed(value = Form.JOB_ID, message = Rules.JOB_ID_TEXT)
        String jobId,

        @Size(min = 1, message = Rules.NOT_EMPTY) String workerId,
        JobStatus status,
        Optional<@Formed(value = Form.JOB_ID, message = Rules.JOB_ID_TEXT) String> replayOf,
        Optional<Instant> completedAt,
        Optional<Instant> failedAt,
        @Valid ExecutionSummary executionSummary,
        Optional<@Valid Outputs> outputs,
        Optional<Json> data,
        Optional<@Valid Metrics> metrics,
        Optional<JobError> error,
        Optional<@Valid Observability> observability,
        Map<String, Json> unknown) {
    /** Copies the collections. */
    public JobResult {
        unknown = Map.copyOf(unknown);
    }
}
