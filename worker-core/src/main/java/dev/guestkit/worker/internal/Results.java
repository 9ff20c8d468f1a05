package dev.guestkit.worker.internal;

import dev.guestkit.job.ArtifactDetail;
import dev.guestkit.job.ExecutionSummary;
import dev.guestkit.job.JobDocument;
import dev.guestkit.job.JobError;
import dev.guestkit.job.JobResult;
import dev.guestkit.job.JobStatus;
import dev.guestkit.job.Json;
import dev.guestkit.job.Metrics;
import dev.guestkit.job.Outputs;
import dev.guestkit.worker.spi.HandlerResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes result documents (protocol, section 3). */
final class Results {
    private final String workerId;
    private final Ticks ticks;

    Results(String workerId, Ticks ticks) {
        this.workerId = workerId;
        this.ticks = ticks;
    }

    JobResult completed(Attempt attempt, HandlerResult made, List<ArtifactDetail> artifacts) {
        return new JobResult(
                attempt.jobId(),
                workerId,
                JobStatus.COMPLETED,
                Optional.empty(),
                Optional.of(ticks.time().instant()),
                Optional.empty(),
                summary(attempt),
                Optional.of(outputs(made.primary(), artifacts)),
                Optional.of(made.data()),
                made.metrics(),
                Optional.empty(),
                attempt.span(),
                Map.of());
    }

    JobResult ended(Attempt attempt, JobStatus status, JobError error, List<ArtifactDetail> artifacts) {
        return new JobResult(
                attempt.jobId(),
                workerId,
                status,
                Optional.empty(),
                Optional.empty(),
                Optional.of(ticks.time().instant()),
                summary(attempt),
                artifacts.isEmpty() ? Optional.empty() : Optional.of(outputs(Optional.empty(), artifacts)),
                Optional.<Json>empty(),
                Optional.<Metrics>empty(),
                Optional.of(error),
                attempt.span(),
                Map.of());
    }

    private static Outputs outputs(Optional<String> primary, List<ArtifactDetail> artifacts) {
        return new Outputs(
                primary, Optional.empty(), artifacts.isEmpty() ? Optional.empty() : Optional.of(artifacts), Map.of());
    }

    /** A job that ended before its start has no duration; its start is the time of the verdict. */
    private ExecutionSummary summary(Attempt attempt) {
        JobDocument document = attempt.document();
        Optional<String> key = document.executionOrDefault().idempotencyKey();
        if (!attempt.hasStarted()) {
            Instant now = ticks.time().instant();
            int count = Math.max(1, attempt.claim().record().attempt());
            return new ExecutionSummary(now, 0, count, key, Optional.empty(), Map.of());
        }
        Duration took = ticks.since(attempt.startTick());
        return new ExecutionSummary(
                attempt.startedAt(), took.toSeconds(), attempt.number(), key, Optional.of(took.toMillis()), Map.of());
    }
}
