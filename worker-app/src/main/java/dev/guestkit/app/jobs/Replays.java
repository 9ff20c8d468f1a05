package dev.guestkit.app.jobs;

import dev.guestkit.job.Execution;
import dev.guestkit.job.JobDocument;
import dev.guestkit.job.JobIds;
import dev.guestkit.job.Metadata;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Makes a new job of one that has ended. */
final class Replays {
    /** The annotation that names the job that is run again. */
    static final String ANNOTATION = "guestkit.dev/retry-of";

    private Replays() {}

    /** The same work under a new id; without the deadline, which has its time behind it, and with all attempts again. */
    static JobDocument of(JobDocument old) {
        return new JobDocument(
                old.schema(),
                old.version(),
                JobIds.next(),
                Instant.now(),
                old.kind(),
                old.operation(),
                old.payload(),
                Optional.of(metadata(old)),
                old.execution().map(Replays::execution),
                old.constraints(),
                old.routing(),
                old.observability(),
                old.audit(),
                old.unknown());
    }

    private static Metadata metadata(JobDocument old) {
        Map<String, String> annotations = new HashMap<>();
        old.metadata().ifPresent(m -> annotations.putAll(m.annotations()));
        annotations.put(ANNOTATION, old.jobId());
        return new Metadata(
                old.metadata().flatMap(Metadata::name),
                old.metadata().flatMap(Metadata::namespace),
                old.metadata().map(Metadata::labels).orElse(Map.of()),
                annotations,
                old.metadata().map(Metadata::unknown).orElse(Map.of()));
    }

    private static Execution execution(Execution e) {
        return new Execution(
                e.idempotencyKey(),
                Optional.empty(),
                e.maxAttempts(),
                e.timeoutSeconds(),
                Optional.empty(),
                e.priority(),
                e.cancellable(),
                e.unknown());
    }
}
