package dev.guestkit.worker;

import dev.guestkit.job.Audit;
import dev.guestkit.job.Execution;
import dev.guestkit.job.JobDocument;
import dev.guestkit.job.JobIds;
import dev.guestkit.job.Metadata;
import dev.guestkit.worker.spi.JobClient;
import dev.guestkit.worker.spi.JobPage;
import dev.guestkit.worker.spi.JobQuery;
import dev.guestkit.worker.spi.JobQueryBuilder;
import dev.guestkit.worker.spi.JobRecord;
import dev.guestkit.worker.spi.JobState;
import dev.guestkit.worker.spi.JobSummary;
import dev.guestkit.worker.spi.SubmitOutcome;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Looks at jobs that ended badly and submits them again: the same document under a new id, without idempotency key, audit and
 * a deadline that has passed, with the annotation {@value #ANNOTATION}. The job that failed stays as it is. Thread-safe.
 */
public final class JobReplay {
    /** The annotation that names the job that was replayed. */
    public static final String ANNOTATION = "retry-of";

    private static final Set<JobState> ENDED_BADLY = Set.of(JobState.FAILED, JobState.TIMEOUT, JobState.CANCELLED);

    private final JobClient client;
    private final InstantSource time;

    private JobReplay(JobClient client, InstantSource time) {
        this.client = client;
        this.time = time;
    }

    /** For the jobs of this client. */
    public static JobReplay of(JobClient client) {
        return new JobReplay(client, InstantSource.system());
    }

    /** For the jobs of this client, with this clock for {@code created_at}. */
    public static JobReplay of(JobClient client, InstantSource time) {
        return new JobReplay(client, time);
    }

    /** The newest jobs that failed or timed out, with their records, at most {@code limit} (1 to 1,000). */
    public List<JobRecord> failed(int limit) {
        JobQuery failed = JobQuery.builder()
                .states(JobState.FAILED, JobState.TIMEOUT)
                .limit(limit)
                .build();
        List<JobRecord> records = new ArrayList<>();
        for (JobSummary row : client.list(failed).jobs()) {
            client.find(row.jobId()).ifPresent(records::add);
        }
        return records;
    }

    /**
     * Submits one job again; empty when the id is unknown.
     *
     * @throws IllegalStateException when the job has not ended, or completed
     */
    public Optional<SubmitOutcome> replay(String jobId) {
        return client.find(jobId).map(this::replay);
    }

    /** Submits every job again that matches and failed, timed out or was cancelled; the outcomes by the id of the first job. */
    public Map<String, SubmitOutcome> replayAll(JobQuery query) {
        Map<String, SubmitOutcome> outcomes = new HashMap<>();
        Instant now = time.instant();
        // Only what was submitted before now: replayed jobs that fail at once must not be found again.
        JobQueryBuilder next =
                query.toBuilder().until(query.until().filter(now::isAfter).orElse(now));
        Optional<String> cursor;
        do {
            JobPage page = client.list(next.build());
            for (JobSummary row : page.jobs()) {
                if (ENDED_BADLY.contains(row.state())) {
                    replay(row.jobId()).ifPresent(outcome -> outcomes.put(row.jobId(), outcome));
                }
            }
            cursor = page.nextCursor();
            cursor.ifPresent(next::cursor);
        } while (cursor.isPresent());
        return outcomes;
    }

    private SubmitOutcome replay(JobRecord record) {
        if (!ENDED_BADLY.contains(record.state())) {
            throw new IllegalStateException("job " + record.jobId() + " is " + record.state()
                    + "; only one that failed, timed out or was cancelled can be replayed");
        }
        return client.submit(again(record.document(), Optional.empty(), time.instant()));
    }

    /**
     * The document by which {@code first} runs again: a new id, without idempotency key and without a deadline that has
     * passed, with the annotation {@value #ANNOTATION}.
     *
     * @param audit who asks for it, as a server knows; what the first document says of that is not kept
     */
    public static JobDocument again(JobDocument first, Optional<Audit> audit, Instant createdAt) {
        return new JobDocument(
                first.schema(),
                first.version(),
                JobIds.next(),
                createdAt,
                first.kind(),
                first.operation(),
                first.payload(),
                Optional.of(annotated(first)),
                first.execution().map(execution -> fresh(execution, createdAt)),
                first.constraints(),
                first.routing(),
                first.observability(),
                audit,
                first.unknown());
    }

    /** A deadline that has passed would end the new job before it runs. */
    private static Execution fresh(Execution first, Instant createdAt) {
        return new Execution(
                Optional.empty(),
                first.attempt(),
                first.maxAttempts(),
                first.timeoutSeconds(),
                first.deadline().filter(createdAt::isBefore),
                first.priority(),
                first.cancellable(),
                first.unknown());
    }

    private static Metadata annotated(JobDocument first) {
        Metadata metadata = first.metadata()
                .orElseGet(() ->
                        new Metadata(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Map.of()));
        Map<String, String> annotations = new HashMap<>(metadata.annotations().orElse(Map.of()));
        annotations.put(ANNOTATION, first.jobId());
        return new Metadata(
                metadata.name(), metadata.namespace(), metadata.labels(), Optional.of(annotations), metadata.unknown());
    }
}
