package dev.guestkit.transport.file;

import dev.guestkit.job.JobDocument;
import dev.guestkit.job.JobResult;
import dev.guestkit.worker.spi.JobState;
import dev.guestkit.worker.spi.JobSubmission;
import dev.guestkit.worker.spi.SubmitOutcome;
import dev.guestkit.worker.spi.SubmitOutcome.Kind;
import dev.guestkit.worker.store.Idempotency;
import dev.guestkit.worker.store.IdempotencyKey;
import dev.guestkit.worker.store.JobStanding;
import dev.guestkit.worker.store.JobTerms;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** One submission with an idempotency key: gets the key, or finds out what the first job with it makes of this one. */
final class KeyedSubmission {
    private final Spool spool;
    private final JobSubmission submission;
    private final JobTerms terms;
    private final Path written;
    private final Instant now;
    private final IdempotencyKey key;

    KeyedSubmission(Spool spool, JobSubmission submission, JobTerms terms, Path written, Instant now) {
        this.spool = spool;
        this.submission = submission;
        this.terms = terms;
        this.written = written;
        this.now = now;
        this.key = terms.idempotency().orElseThrow();
    }

    /** Empty when the key is this job's now; otherwise the answer. */
    Optional<SubmitOutcome> check() throws IOException {
        while (true) {
            Optional<KeyPlace.Holder> holder = spool.keys.newest(key);
            if (holder.isEmpty()) {
                if (spool.keys.take(key, 0, written)) {
                    return Optional.empty();
                }
                continue;
            }
            Optional<JobDocument> known =
                    spool.codec.parseJob(holder.get().document()).document();
            if (known.isEmpty()) {
                // The holder's document is this very file: that job can only fail, and keeps the key from nobody.
                if (spool.keys.take(key, holder.get().number() + 1, written)) {
                    return Optional.empty();
                }
                continue;
            }
            JobDocument first = known.get();
            JobState state = stateOf(first.jobId(), holder.get().number());
            if (first.jobId().equals(terms.jobId())) {
                spool.files.sync(spool.layout.keys());
                return Optional.empty();
            }
            Idempotency.Decision decision =
                    Idempotency.decide(state, () -> Idempotency.isSamePayload(first, submission.document()));
            if (decision != Idempotency.Decision.FREE) {
                return Optional.of(answer(decision, first.jobId()));
            }
            if (spool.keys.take(key, holder.get().number() + 1, written)) {
                return Optional.empty();
            }
        }
    }

    /** Where the first job stands; a submission that a crash cut short after it got the key is finished here. */
    private JobState stateOf(String jobId, int number) throws IOException {
        Optional<JobResult> result = spool.ended.result(jobId);
        if (result.isPresent()) {
            return JobState.valueOf(result.get().status().name());
        }
        if (!spool.lives.steps().isActive(jobId)) {
            spool.files.link(spool.keys.file(key, number), spool.layout.document(jobId));
            spool.files.sync(spool.layout.queue());
        }
        return JobState.QUEUED;
    }

    private SubmitOutcome answer(Idempotency.Decision decision, String first) throws IOException {
        String jobId = terms.jobId();
        if (decision != Idempotency.Decision.REPLAY) {
            // Whoever is refused relies on the first job, whose submitter may have died before it waited for the disk.
            spool.files.sync(spool.layout.keys());
            spool.files.sync(spool.layout.queue());
        }
        return switch (decision) {
            case REPLAY -> {
                JobResult result = spool.ended.result(first).orElseThrow();
                JobStanding admitted = spool.transitions.admitted(terms, now).standing();
                var change = spool.transitions.replayed(terms, admitted, result, now);
                boolean stored = new BornEnded(spool)
                        .store(
                                written,
                                Snapshot.first(spool.transitions.admitted(terms, now))
                                        .after(change),
                                change.result().orElseThrow());
                yield new SubmitOutcome(stored ? Kind.REPLAYED : Kind.CONFLICT, jobId, stored ? first : jobId);
            }
            case DUPLICATE_IN_PROGRESS -> new SubmitOutcome(Kind.DUPLICATE_IN_PROGRESS, jobId, first);
            default -> new SubmitOutcome(Kind.IDEMPOTENCY_CONFLICT, jobId, first);
        };
    }
}
