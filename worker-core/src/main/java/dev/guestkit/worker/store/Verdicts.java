package dev.guestkit.worker.store;

import dev.guestkit.job.ErrorCode;
import dev.guestkit.job.ExecutionSummary;
import dev.guestkit.job.JobError;
import dev.guestkit.job.JobResult;
import dev.guestkit.job.JobStatus;
import dev.guestkit.job.Json;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Results of jobs whose end no handler reported (protocol, section 3, {@code status}). */
final class Verdicts {
    private final String recordedBy;

    Verdicts(String recordedBy) {
        this.recordedBy = recordedBy;
    }

    static JobError error(ErrorCode code, String message, Optional<Json> details) {
        return JobError.of(code.name(), message, Optional.empty(), details);
    }

    JobResult ended(JobTerms terms, int starts, JobStatus status, JobError error, Instant at) {
        return new JobResult(
                terms.jobId(),
                recordedBy,
                status,
                Optional.empty(),
                Optional.empty(),
                Optional.of(at),
                summary(terms, starts, at),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(error),
                terms.observability(),
                Map.of());
    }

    JobResult replayed(JobTerms terms, JobResult first, Instant at) {
        return new JobResult(
                terms.jobId(),
                recordedBy,
                JobStatus.COMPLETED,
                Optional.of(first.replayOf().orElse(first.jobId())),
                Optional.of(at),
                Optional.empty(),
                summary(terms, 1, at),
                first.outputs(),
                first.data(),
                first.metrics(),
                Optional.empty(),
                terms.observability(),
                Map.of());
    }

    private static ExecutionSummary summary(JobTerms terms, int starts, Instant at) {
        return new ExecutionSummary(
                at, 0, Math.max(1, starts), terms.idempotency().map(IdempotencyKey::key), Optional.empty(), Map.of());
    }
}
