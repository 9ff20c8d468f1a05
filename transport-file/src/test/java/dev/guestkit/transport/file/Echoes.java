package dev.guestkit.transport.file;

import dev.guestkit.job.ExecutionSummary;
import dev.guestkit.job.JobBuilder;
import dev.guestkit.job.JobCodec;
import dev.guestkit.job.JobDocument;
import dev.guestkit.job.JobResult;
import dev.guestkit.job.JobStatus;
import dev.guestkit.job.Json;
import dev.guestkit.job.Outputs;
import dev.guestkit.job.WorkerCapabilities;
import dev.guestkit.worker.spi.Claim;
import dev.guestkit.worker.spi.JobSource;
import dev.guestkit.worker.spi.JobSubmission;
import dev.guestkit.worker.spi.WorkerOffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Jobs and workers for tests that need nothing more of them than to be there. */
final class Echoes {
    static final JobCodec CODEC = JobCodec.standard();

    private Echoes() {}

    static JobDocument job(String jobId) {
        return JobBuilder.echo("hello").jobId(jobId).build();
    }

    static JobSubmission submission(String jobId) {
        return submission(job(jobId));
    }

    static JobSubmission submission(JobDocument document) {
        return JobSubmission.of(document, CODEC.write(document));
    }

    static WorkerOffer offer(String workerId, int permits) {
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        WorkerCapabilities worker = new WorkerCapabilities(
                workerId,
                "1.0.0",
                "host",
                now,
                new WorkerCapabilities.Abilities(List.of("system.echo"), List.of(), List.of()),
                new WorkerCapabilities.Resources(permits, Optional.empty(), Optional.empty(), 1, 1),
                new WorkerCapabilities.Configuration(false, Optional.empty(), Map.of()),
                new WorkerCapabilities.Status("ready", 0, now),
                Map.of());
        return new WorkerOffer(worker, Set.of("system.echo.v1"), permits, Map.of());
    }

    static Optional<Claim> claim(JobSource source, Duration wait) {
        return source.claim(offer("w-1", 1), 1, wait).stream().findFirst();
    }

    static JobResult completed(String jobId, String workerId) {
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        return new JobResult(
                jobId,
                workerId,
                JobStatus.COMPLETED,
                Optional.empty(),
                Optional.of(now),
                Optional.empty(),
                new ExecutionSummary(now, 0, 1, Optional.empty(), Optional.of(1L), Map.of()),
                Optional.of(new Outputs(Optional.empty(), Optional.empty(), Optional.empty(), Map.of())),
                Optional.of(Json.ofValue("hello")),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }
}
