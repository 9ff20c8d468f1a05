package dev.guestkit.worker.store;

import dev.guestkit.job.JobDocument;
import dev.guestkit.job.JobError;
import dev.guestkit.job.Metadata;
import dev.guestkit.worker.spi.JobRecord;
import dev.guestkit.worker.spi.JobState;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What a listing knows of a job. Immutable. */
public record JobFacts(
        String jobId,
        String operation,
        JobState state,
        Optional<String> namespace,
        Map<String, String> labels,
        Instant submittedAt,
        Optional<Instant> startedAt,
        Optional<Instant> endedAt,
        Optional<String> workerId,
        Optional<String> errorCode) {
    /** Copies the map. */
    public JobFacts {
        labels = Map.copyOf(labels);
    }

    /** Of a record. */
    public static JobFacts of(JobRecord job) {
        JobDocument document = job.document();
        return new JobFacts(
                job.jobId(),
                document.operation(),
                job.state(),
                document.metadata().flatMap(Metadata::namespace),
                document.metadata().flatMap(Metadata::labels).orElse(Map.of()),
                job.submittedAt(),
                job.startedAt(),
                job.endedAt(),
                job.workerId(),
                job.lastError().map(JobError::code));
    }

    /** Of a job where it stands. */
    public static JobFacts of(JobTerms terms, JobStanding standing) {
        return new JobFacts(
                terms.jobId(),
                terms.operation(),
                standing.state(),
                terms.namespace(),
                terms.labels(),
                standing.submittedAt(),
                standing.startedAt(),
                standing.endedAt(),
                standing.workerId(),
                standing.lastError().map(JobError::code));
    }
}
