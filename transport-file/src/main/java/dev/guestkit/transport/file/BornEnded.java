package dev.guestkit.transport.file;

import dev.guestkit.job.ErrorCode;
import dev.guestkit.job.JobError;
import dev.guestkit.job.JobResult;
import dev.guestkit.worker.spi.JobSubmission;
import dev.guestkit.worker.store.IdempotencyKey;
import dev.guestkit.worker.store.JobTerms;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * Stores jobs that end as they come in: replays, refused keys, invalid drops. The result is first, so that at no moment a
 * worker can find the document in the queue, and of two documents under one id the result says which one counts. May be
 * repeated after a crash, by any process.
 */
final class BornEnded {
    private static final Set<String> REFUSALS =
            Set.of(ErrorCode.DUPLICATE_IN_PROGRESS.name(), ErrorCode.IDEMPOTENCY_CONFLICT.name());

    private final Spool spool;

    BornEnded(Spool spool) {
        this.spool = spool;
    }

    /**
     * Stores one.
     *
     * @param document a file with the document
     * @return false when the job had another result or another document before
     */
    boolean store(Path document, Snapshot end, JobResult result) throws IOException {
        Path written = spool.files.temporary(spool.codec.write(result), true);
        try {
            if (!spool.lives.ending().publish(result.jobId(), written)
                    && !isSameEnd(spool.ended.result(result.jobId()), result)) {
                return false;
            }
        } finally {
            spool.files.unlink(written);
        }
        if (!spool.files.exists(spool.layout.record(result.jobId()))) {
            spool.files.replace(spool.layout.record(result.jobId()), spool.json.write(end), false);
        }
        return keep(document, result);
    }

    /** Whether two results say the same, whoever recorded them when. */
    private static boolean isSameEnd(Optional<JobResult> stored, JobResult result) {
        return stored.filter(before -> before.status() == result.status()
                        && before.replayOf().equals(result.replayOf())
                        && code(before).equals(code(result))
                        && before.error()
                                .map(JobError::message)
                                .equals(result.error().map(JobError::message)))
                .isPresent();
    }

    private static Optional<String> code(JobResult result) {
        return result.error().map(JobError::code);
    }

    private boolean keep(Path document, JobResult result) throws IOException {
        Optional<byte[]> known = spool.ended.document(result.jobId());
        Path place = spool.lives.ending().place(result);
        boolean kept = known.isPresent()
                ? Arrays.equals(known.get(), spool.files.read(document).orElseThrow())
                : spool.files.link(document, place);
        spool.files.sync(SpoolFiles.directoryOf(place));
        spool.board.ended(result.jobId());
        return kept;
    }

    /**
     * Finishes a job that has a result and no document, because whoever stored it died in between.
     *
     * @return false when the result is not one that this submission gets without being run
     */
    boolean adopt(JobTerms terms, JobSubmission submission) throws IOException {
        Optional<JobResult> result = spool.ended.result(terms.jobId());
        if (result.isEmpty()
                || !isOfKey(result.get(), terms)
                || spool.lives.steps().isActive(terms.jobId())
                || spool.ended.document(terms.jobId()).isPresent()) {
            return false;
        }
        Path written = spool.files.temporary(submission.bytes(), true);
        try {
            return keep(written, result.get());
        } finally {
            spool.files.unlink(written);
        }
    }

    private static boolean isOfKey(JobResult result, JobTerms terms) {
        boolean refused = code(result).filter(REFUSALS::contains).isPresent();
        Optional<String> key = terms.idempotency().map(IdempotencyKey::key);
        return (refused || result.replayOf().isPresent())
                && key.isPresent()
                && result.executionSummary().idempotencyKey().equals(key);
    }
}
