package dev.guestkit.worker.internal.memory;

import dev.guestkit.job.JobResult;
import dev.guestkit.worker.spi.CancelOutcome;
import dev.guestkit.worker.spi.EventPage;
import dev.guestkit.worker.spi.JobChangeListener;
import dev.guestkit.worker.spi.JobClient;
import dev.guestkit.worker.spi.JobPage;
import dev.guestkit.worker.spi.JobQuery;
import dev.guestkit.worker.spi.JobRecord;
import dev.guestkit.worker.spi.JobSubmission;
import dev.guestkit.worker.spi.SubmitOutcome;
import dev.guestkit.worker.spi.Subscription;
import dev.guestkit.worker.spi.TransportException;
import dev.guestkit.worker.spi.WaitingJob;
import dev.guestkit.worker.store.CancelDecision;
import dev.guestkit.worker.store.JobListing;
import dev.guestkit.worker.store.JobTransitions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/** What applications do with an in-memory store. Thread-safe. */
final class MemoryClient implements JobClient {
    private final MemoryStore store;
    private final MemorySubmissions submissions;
    private final JobListing listing;

    MemoryClient(MemoryStore store) {
        this.store = store;
        this.submissions = new MemorySubmissions(store);
        this.listing = new JobListing(new MemoryListing(store));
    }

    @Override
    public SubmitOutcome submit(JobSubmission submission) {
        return submissions.submit(submission);
    }

    @Override
    public Optional<JobRecord> find(String jobId) {
        Optional<MemoryJob.Snapshot> found =
                store.locked(() -> Optional.ofNullable(store.jobs.get(jobId)).map(MemoryJob::snapshot));
        return found.map(snapshot -> snapshot.toRecord(store.config.codec()));
    }

    @Override
    public JobPage list(JobQuery query) {
        return listing.page(query);
    }

    @Override
    public List<WaitingJob> waiting() {
        return store.locked(() -> store.queue.waiting(store.workers.list(), store.pauseReason(), store.now()));
    }

    @Override
    public CancelOutcome cancel(String jobId, String reason) {
        return store.locked(() -> {
            MemoryJob job = store.jobs.get(jobId);
            return job == null ? CancelOutcome.UNKNOWN : cancel(job, reason);
        });
    }

    private CancelOutcome cancel(MemoryJob job, String reason) {
        CancelDecision decision = store.transitions.cancelled(job.terms, job.standing, reason, store.now());
        decision.change().ifPresent(change -> store.apply(job, change));
        if (decision.change().isPresent() && decision.outcome() == CancelOutcome.REQUESTED) {
            store.stopAsked(JobTransitions.token(job.terms, job.standing), reason);
        }
        return decision.outcome();
    }

    @Override
    public EventPage events(String jobId, long after, int limit) {
        return store.locked(() -> {
            MemoryJob job = store.jobs.get(jobId);
            return job == null
                    ? new EventPage(List.of(), false, true)
                    : job.events.after(after, limit, job.standing.state().isTerminal());
        });
    }

    @Override
    public Optional<JobResult> result(String jobId) {
        return store.locked(
                () -> Optional.ofNullable(store.jobs.get(jobId)).flatMap(job -> Optional.ofNullable(job.result)));
    }

    @Override
    public Optional<InputStream> artifact(String jobId, String name) {
        // Opened under the lock: retention or a newer artifact of that name cannot then delete it before it is open.
        return store.locked(() -> Optional.ofNullable(store.jobs.get(jobId))
                .flatMap(this::maker)
                .flatMap(job -> Optional.ofNullable(job.artifacts.get(name)))
                .map(stored -> open(name, stored)));
    }

    /** Who made what the job's result lists: another job when it is a replay, as long as that one is kept. */
    private Optional<MemoryJob> maker(MemoryJob job) {
        Optional<String> first = Optional.ofNullable(job.result).flatMap(JobResult::replayOf);
        return first.isEmpty() ? Optional.of(job) : first.map(store.jobs::get);
    }

    private static InputStream open(String name, MemoryArtifacts.Stored stored) {
        try {
            return Files.newInputStream(stored.file());
        } catch (IOException e) {
            throw new TransportException(
                    TransportException.Kind.CORRUPT,
                    "artifact " + name + " is gone from the temporary directory: " + e,
                    e);
        }
    }

    @Override
    public Subscription onChange(JobChangeListener listener) {
        return store.onChange(listener);
    }
}
