package dev.guestkit.job;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** Takes a result or a progress event out of its tree. */
final class ResultReader {
    private ResultReader() {}

    static JobResult result(Fields f) {
        return new JobResult(
                f.requiredText("job_id"),
                f.requiredText("worker_id"),
                status(f),
                f.text("replay_of"),
                f.time("completed_at"),
                f.time("failed_at"),
                f.requiredObject("execution_summary", ResultReader::summary),
                f.object("outputs", ResultReader::outputs),
                f.any("data"),
                f.object("metrics", ResultReader::metrics),
                f.object("error", ResultReader::error),
                f.object("observability", JobReader::observability),
                f.unknown(Keys.RESULT));
    }

    private static JobStatus status(Fields f) {
        String name = f.requiredText("status");
        Optional<JobStatus> status = JobStatus.ofWireName(name);
        if (status.isEmpty()) {
            f.invalid(
                    "status",
                    "status must be one of "
                            + Arrays.stream(JobStatus.values())
                                    .map(JobStatus::wireName)
                                    .collect(Collectors.joining(", "))
                            + ", is " + Text.quote(name));
        }
        return status.orElse(JobStatus.PENDING);
    }

    private static ExecutionSummary summary(Fields f) {
        return new ExecutionSummary(
                f.requiredTime("started_at"),
                f.requiredInteger("duration_seconds"),
                f.requiredSmallInteger("attempt"),
                f.text("idempotency_key"),
                f.integer("duration_ms"),
                f.unknown(Keys.SUMMARY));
    }

    private static Outputs outputs(Fields f) {
        return new Outputs(
                f.text("primary"),
                f.textList("artifacts"),
                f.objectList("artifact_details", ResultReader::artifact),
                f.unknown(Keys.OUTPUTS));
    }

    private static ArtifactDetail artifact(Fields f) {
        return new ArtifactDetail(
                f.requiredText("name"),
                f.requiredInteger("size_bytes"),
                f.requiredText("sha256"),
                f.unknown(Keys.ARTIFACT));
    }

    private static Metrics metrics(Fields f) {
        return new Metrics(
                f.integer("disk_read_bytes"),
                f.integer("disk_write_bytes"),
                f.integer("peak_memory_mb"),
                f.number("cpu_seconds"),
                f.unknown(Keys.METRICS));
    }

    static JobError error(Fields f) {
        return new JobError(
                f.requiredText("code"),
                f.requiredText("message"),
                f.text("phase"),
                f.any("details"),
                f.requiredFlag("recoverable"),
                f.requiredFlag("retry_recommended"),
                f.unknown(Keys.ERROR));
    }

    static ProgressEvent event(Fields f) {
        return new ProgressEvent(
                f.requiredText("job_id"),
                f.requiredTime("timestamp"),
                f.requiredInteger("sequence"),
                f.requiredText("phase"),
                f.smallInteger("attempt"),
                f.number("progress_percent"),
                f.requiredText("message"),
                f.anyObject("details"),
                f.object("observability", JobReader::observability),
                f.unknown(Keys.EVENT));
    }
}
