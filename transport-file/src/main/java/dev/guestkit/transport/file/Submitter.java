package dev.guestkit.transport.file;

import dev.guestkit.job.JobDocument;
import dev.guestkit.worker.spi.JobSubmission;
import dev.guestkit.worker.spi.SubmitOutcome;
import dev.guestkit.worker.spi.SubmitOutcome.Kind;
import dev.guestkit.worker.store.ClaimQueue;
import dev.guestkit.worker.store.JobTerms;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** Takes jobs in: on stable storage and under their ids before it answers. Thread-safe. */
final class Submitter {
    private final Spool spool;
    private final SubmittedDigests digests;
    private final BornEnded born;

    Submitter(Spool spool) {
        this.spool = spool;
        this.digests = new SubmittedDigests(spool);
        this.born = new BornEnded(spool);
    }

    SubmitOutcome submit(JobSubmission submission) throws IOException {
        JobDocument document = submission.document();
        String jobId = document.jobId();
        if (spool.ended.isEnded(jobId)) {
            return known(submission);
        }
        if (isFull()) {
            if (spool.lives.steps().isActive(jobId)) {
                return known(submission);
            }
            return SubmitOutcome.of(Kind.FULL, jobId);
        }
        JobTerms terms = JobTerms.of(document);
        Instant now = spool.clock.instant();
        Path written =
                spool.files.submission(submission.bytes(), path -> EnqueueTime.write(path, now, terms.priority()));
        try {
            digests.keep(submission);
            SubmitOutcome outcome = store(submission, terms, written, now);
            if (outcome.kind() != Kind.CREATED && outcome.kind() != Kind.REPLAYED) {
                digests.refused(submission);
            }
            return outcome;
        } finally {
            spool.files.unlink(written);
        }
    }

    private SubmitOutcome store(JobSubmission submission, JobTerms terms, Path written, Instant now)
            throws IOException {
        if (terms.idempotency().isPresent()) {
            Optional<SubmitOutcome> other = new KeyedSubmission(spool, submission, terms, written, now).check();
            if (other.isPresent()) {
                return other.get();
            }
        }
        String jobId = terms.jobId();
        if (!spool.files.link(written, spool.layout.document(jobId))) {
            spool.keys.release(terms, written);
            return known(submission);
        }
        spool.files.sync(spool.layout.queue());
        if (spool.ended.isEnded(jobId)) {
            // It ended between the first look and the link, submitted by another process: claims find that out as well.
            return known(submission);
        }
        spool.lives.admitted(new Life(terms, 0, Snapshot.first(spool.transitions.admitted(terms, now))));
        return SubmitOutcome.of(Kind.CREATED, jobId);
    }

    private boolean isFull() throws IOException {
        if (spool.settings.maxQueued().isEmpty()) {
            return false;
        }
        spool.scanSeldom();
        return spool.board.ask(ClaimQueue::size) >= spool.settings.maxQueued().getAsLong();
    }

    private SubmitOutcome known(JobSubmission submission) throws IOException {
        JobTerms terms = JobTerms.of(submission.document());
        if (!digests.isSame(submission) && !born.adopt(terms, submission)) {
            return SubmitOutcome.of(Kind.CONFLICT, terms.jobId());
        }
        settle(terms);
        return SubmitOutcome.of(Kind.UNCHANGED, terms.jobId());
    }

    /** Waits for the disk on behalf of whoever stored a job and may have died before it did. */
    private void settle(JobTerms terms) throws IOException {
        if (terms.idempotency().isPresent()) {
            spool.files.sync(spool.layout.keys());
        }
        spool.files.sync(spool.layout.queue());
        if (spool.ended.isEnded(terms.jobId())) {
            spool.files.sync(spool.layout.results());
        }
    }
}
