package dev.guestkit.transport.file;

import dev.guestkit.job.ExecutionSummary;
import dev.guestkit.job.JobError;
import dev.guestkit.job.JobResult;
import dev.guestkit.job.JobStatus;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What the store itself says of jobs whose documents nobody can run. */
final class Failures {
    private Failures() {}

    static JobResult result(String jobId, String recordedBy, Instant now, JobError error) {
        return new JobResult(
                jobId,
                recordedBy,
                JobStatus.FAILED,
                Optional.empty(),
                Optional.empty(),
                Optional.of(now),
                new ExecutionSummary(now, 0, 1, Optional.empty(), Optional.empty(), Map.of()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(error),
                Optional.empty(),
                Map.of());
    }
}
