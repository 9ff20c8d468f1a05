package dev.guestkit.worker.testkit;

import dev.guestkit.job.ErrorCode;
import dev.guestkit.job.ExecutionSummary;
import dev.guestkit.job.JobError;
import dev.guestkit.job.JobResult;
import dev.guestkit.job.JobStatus;
import dev.guestkit.job.Json;
import dev.guestkit.job.Outputs;
import dev.guestkit.worker.spi.Claim;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Results as an imagined worker reports them. */
public final class TestResults {
    private TestResults() {}

    /** The job is done; {@code worker} says who did it. */
    public static JobResult completed(Claim claim, String worker, Json data) {
        return result(claim, worker, JobStatus.COMPLETED, Optional.of(data), Optional.empty());
    }

    /** The job ended otherwise. */
    public static JobResult ended(Claim claim, String worker, JobStatus status, ErrorCode code) {
        return result(claim, worker, status, Optional.empty(), Optional.of(error(code)));
    }

    /** An error with this code. */
    public static JobError error(ErrorCode code) {
        return JobError.of(code, "reported by a test");
    }

    private static JobResult result(
            Claim claim, String worker, JobStatus status, Optional<Json> data, Optional<JobError> error) {
        Instant at = claim.record().submittedAt();
        boolean completed = status == JobStatus.COMPLETED;
        return new JobResult(
                claim.token().jobId(),
                worker,
                status,
                Optional.empty(),
                completed ? Optional.of(at) : Optional.empty(),
                completed ? Optional.empty() : Optional.of(at),
                new ExecutionSummary(
                        at,
                        0,
                        Math.max(1, claim.record().attempt() + 1),
                        claim.record().document().executionOrDefault().idempotencyKey(),
                        Optional.of(0L),
                        Map.of()),
                Optional.of(new Outputs(Optional.empty(), Optional.empty(), Optional.empty(), Map.of())),
                data,
                Optional.empty(),
                error,
                claim.record().document().observability(),
                Map.of());
    }
}
