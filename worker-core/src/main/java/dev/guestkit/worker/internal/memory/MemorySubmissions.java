package dev.guestkit.worker.internal.memory;

import dev.guestkit.job.JobResult;
import dev.guestkit.worker.spi.JobSubmission;
import dev.guestkit.worker.spi.SubmitOutcome;
import dev.guestkit.worker.spi.SubmitOutcome.Kind;
import dev.guestkit.worker.store.Idempotency;
import dev.guestkit.worker.store.JobTerms;
import dev.guestkit.worker.store.JobTransitions;
import java.time.Instant;
import java.util.Optional;

/** Submissions to an in-memory store. Thread-safe. */
final class MemorySubmissions {
    private final MemoryStore store;

    MemorySubmissions(MemoryStore store) {
        this.store = store;
    }

    SubmitOutcome submit(JobSubmission submission) {
        JobTerms terms = JobTerms.of(submission.document());
        return store.locked(() -> submit(submission, terms));
    }

    private SubmitOutcome submit(JobSubmission submission, JobTerms terms) {
        MemoryJob known = store.jobs.get(terms.jobId());
        if (known != null) {
            boolean same = Idempotency.isSameDocument(known.received, submission);
            return SubmitOutcome.of(same ? Kind.UNCHANGED : Kind.CONFLICT, terms.jobId());
        }
        Optional<MemoryJob> first = terms.idempotency().flatMap(key -> Optional.ofNullable(store.keys.get(key)));
        Idempotency.Decision decision = first.map(
                        job -> Idempotency.decide(job.standing.state(), () -> isSamePayload(job, submission)))
                .orElse(Idempotency.Decision.FREE);
        return switch (decision) {
            case FREE -> create(submission, terms);
            case REPLAY -> replay(submission, terms, first.orElseThrow());
            case DUPLICATE_IN_PROGRESS -> refused(Kind.DUPLICATE_IN_PROGRESS, terms, first.orElseThrow());
            case CONFLICT -> refused(Kind.IDEMPOTENCY_CONFLICT, terms, first.orElseThrow());
        };
    }

    private boolean isSamePayload(MemoryJob first, JobSubmission submission) {
        return Idempotency.isSamePayload(first.document(store.config.codec()), submission.document());
    }

    private static SubmitOutcome refused(Kind kind, JobTerms terms, MemoryJob first) {
        return new SubmitOutcome(kind, terms.jobId(), first.terms.jobId());
    }

    private SubmitOutcome create(JobSubmission submission, JobTerms terms) {
        if (store.queue.size() >= store.config.capacity()) {
            return SubmitOutcome.of(Kind.FULL, terms.jobId());
        }
        admit(submission, terms, store.keepsParsed());
        return SubmitOutcome.of(Kind.CREATED, terms.jobId());
    }

    private MemoryJob admit(JobSubmission submission, JobTerms terms, boolean keepParsed) {
        Instant now = store.now();
        int events = store.config.eventLimit();
        MemoryJob job = new MemoryJob(terms, submission, JobTransitions.pending(terms, now), events, keepParsed);
        store.add(job, store.transitions.admitted(terms, now));
        return job;
    }

    private SubmitOutcome replay(JobSubmission submission, JobTerms terms, MemoryJob first) {
        JobResult result = Optional.ofNullable(first.result).orElseThrow();
        MemoryJob job = admit(submission, terms, false);
        terms.idempotency().ifPresent(key -> store.keys.put(key, first));
        store.apply(job, store.transitions.replayed(terms, job.standing, result, store.now()));
        return new SubmitOutcome(Kind.REPLAYED, terms.jobId(), first.terms.jobId());
    }
}
