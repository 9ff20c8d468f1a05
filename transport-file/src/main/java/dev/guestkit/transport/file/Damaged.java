package dev.guestkit.transport.file;

import dev.guestkit.job.ErrorCode;
import dev.guestkit.job.JobError;
import dev.guestkit.job.JobResult;
import dev.guestkit.worker.spi.TransportException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Jobs whose documents in the queue cannot be read any more, which only a failing disk or a strange hand can bring about. Such a
 * job fails, so that whoever waits for it is told why; its bytes go to the failed place as they are. One that a worker still
 * holds is left to it, because that has read the document. Thread-safe.
 */
final class Damaged {
    private static final Logger log = LoggerFactory.getLogger(Damaged.class);

    private final Spool spool;
    private final LeaseWatch leases;

    Damaged(Spool spool) {
        this.spool = spool;
        this.leases = new LeaseWatch(spool.clock);
    }

    /** Ends the job, unless somebody works on it or has changed it meanwhile. */
    void found(String jobId, TransportException why) throws IOException {
        int newest = spool.lives.steps().newest(jobId, 0);
        Optional<byte[]> step =
                newest == 0 ? Optional.empty() : spool.lives.steps().read(jobId, newest);
        Optional<Snapshot> last = step.flatMap(spool.json::read);
        if (last.isPresent() && isHeld(jobId, newest, last.get())) {
            log.warn("Job {} goes on, although its document is damaged: {}", jobId, why.getMessage());
            return;
        }
        log.error("Job {} fails, because its document is damaged", jobId, why);
        Optional<JobResult> begun =
                step.flatMap(bytes -> spool.codec.parseResult(bytes).document());
        end(begun.orElseGet(() -> result(jobId, why)), last, newest, begun.isPresent());
    }

    private JobResult result(String jobId, TransportException why) {
        String message = "its document was damaged in the queue, submit it again under another id: " + why.getMessage();
        return Failures.result(
                jobId, spool.settings.name(), spool.clock.instant(), JobError.of(ErrorCode.INTERNAL_ERROR, message));
    }

    private void end(JobResult result, Optional<Snapshot> last, int newest, boolean begun) throws IOException {
        String jobId = result.jobId();
        Path written = spool.files.temporary(spool.codec.write(result), true);
        try {
            int step = begun ? newest : newest + 1;
            if (begun || spool.lives.steps().link(jobId, step, written) == StepLog.Added.YES) {
                spool.lives.ending().publish(jobId, written);
                spool.lives.ending().clear(result, snapshot(result, last), step);
                spool.lives.forget(jobId);
                spool.board.ended(jobId);
            }
        } finally {
            spool.files.unlink(written);
        }
    }

    private Snapshot snapshot(JobResult result, Optional<Snapshot> last) throws IOException {
        Optional<byte[]> bytes = spool.lives.steps().document(result.jobId());
        return last.map(known -> LifeReader.ended(known, result))
                .orElseGet(() -> EndedJobs.madeUp(result, JobLookup.salvage(spool.codec, result, bytes)));
    }

    private boolean isHeld(String jobId, int step, Snapshot last) throws IOException {
        if (!last.standing().state().isClaimed()) {
            return false;
        }
        boolean gone = last.owner().map(owner -> owner.isGone(spool.self)).orElse(false);
        try {
            String sign = step + "@" + Files.getLastModifiedTime(spool.layout.step(jobId, step));
            return !gone && !leases.isUnchanged(jobId, sign, last.lease());
        } catch (NoSuchFileException e) {
            return true; // Ended at this moment.
        }
    }
}
