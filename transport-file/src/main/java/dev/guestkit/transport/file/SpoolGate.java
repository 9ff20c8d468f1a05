package dev.guestkit.transport.file;

import dev.guestkit.job.ErrorCode;
import dev.guestkit.job.JobDocument;
import dev.guestkit.job.JobError;
import dev.guestkit.job.JobResult;
import dev.guestkit.job.ValidationReport;
import dev.guestkit.worker.spi.JobSubmission;
import dev.guestkit.worker.spi.SubmitOutcome;
import dev.guestkit.worker.spi.SubmitOutcome.Kind;
import dev.guestkit.worker.store.JobChange;
import dev.guestkit.worker.store.JobTerms;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** Submits what was dropped. There is nobody to answer: what an API would refuse ends as a failed job here. */
final class SpoolGate implements DropGate {
    private final Spool spool;
    private final Submitter submitter;
    private final BornEnded born;

    SpoolGate(Spool spool) {
        this.spool = spool;
        this.submitter = new Submitter(spool);
        this.born = new BornEnded(spool);
    }

    @Override
    public Verdict submit(JobDocument document, byte[] json) throws IOException {
        SubmitOutcome outcome = submitter.submit(JobSubmission.of(document, json));
        return switch (outcome.kind()) {
            case CREATED, UNCHANGED, REPLAYED -> new Verdict.Taken();
            case FULL -> new Verdict.Later();
            case CONFLICT ->
                new Verdict.Refused("another document is known under the id " + document.jobId()
                        + "; give this one an id of its own");
            case DUPLICATE_IN_PROGRESS, IDEMPOTENCY_CONFLICT -> refuse(document, json, outcome);
        };
    }

    private Verdict refuse(JobDocument document, byte[] json, SubmitOutcome outcome) throws IOException {
        boolean busy = outcome.kind() == Kind.DUPLICATE_IN_PROGRESS;
        String message = "its idempotency key is held by job " + outcome.firstJobId()
                + (busy ? ", which has not ended" : ", which has another payload");
        JobError error = JobError.of(busy ? ErrorCode.DUPLICATE_IN_PROGRESS : ErrorCode.IDEMPOTENCY_CONFLICT, message);
        JobTerms terms = JobTerms.of(document);
        Instant now = spool.clock.instant();
        JobChange change = spool.transitions.refused(terms, error, now);
        Snapshot end = new Snapshot(
                change.standing(), change.entry().stream().toList(), Optional.empty(), java.time.Duration.ZERO);
        return store(json, end, change.result().orElseThrow());
    }

    @Override
    public Verdict fail(String jobId, byte[] json, ValidationReport report) throws IOException {
        if (spool.lives.steps().isActive(jobId)) {
            return new Verdict.Refused(
                    "not valid, and another document is known under the id " + jobId + ":\n" + DropReader.text(report));
        }
        Instant now = spool.clock.instant();
        JobError error = JobError.of(ErrorCode.VALIDATION_ERROR, DropReader.text(report));
        JobResult result = Failures.result(jobId, spool.settings.name(), now, error);
        JobDocument document = JobLookup.salvage(spool.codec, result, Optional.of(json));
        return store(json, EndedJobs.madeUp(result, document), result);
    }

    private Verdict store(byte[] json, Snapshot end, JobResult result) throws IOException {
        Path written = spool.files.temporary(json, true);
        try {
            return born.store(written, end, result)
                    ? new Verdict.Taken()
                    : new Verdict.Refused("job " + result.jobId() + " has a result already; this document was refused: "
                            + result.error().map(JobError::message).orElse(""));
        } finally {
            spool.files.unlink(written);
        }
    }
}
