package dev.guestkit.transport.file;

import dev.guestkit.job.JobDigest;
import dev.guestkit.worker.spi.JobSubmission;
import dev.guestkit.worker.store.Idempotency;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Tells whether a known id was submitted with the same document. Where a front door filled something in, the stored document is
 * not what was received; then the digest of that is kept in a file of its own, named after the bytes it belongs to.
 */
final class SubmittedDigests {
    private final Spool spool;

    SubmittedDigests(Spool spool) {
        this.spool = spool;
    }

    void keep(JobSubmission submission) throws IOException {
        if (submission.digested() != submission.bytes()) {
            String digest = JobDigest.of(submission.digested()).hex();
            spool.files.replace(
                    file(submission.document().jobId(), submission.bytes()),
                    digest.getBytes(StandardCharsets.US_ASCII),
                    true);
        }
    }

    /** Forgets what was kept for a submission that was refused, unless the stored document is of the same bytes. */
    void refused(JobSubmission submission) throws IOException {
        String jobId = submission.document().jobId();
        if (submission.digested() != submission.bytes()
                && stored(jobId)
                        .filter(bytes -> Arrays.equals(bytes, submission.bytes()))
                        .isEmpty()) {
            spool.files.unlink(file(jobId, submission.bytes()));
        }
    }

    boolean isSame(JobSubmission submission) throws IOException {
        String jobId = submission.document().jobId();
        Optional<byte[]> stored = stored(jobId);
        if (stored.isEmpty()) {
            return false;
        }
        Optional<byte[]> received = spool.files.read(file(jobId, stored.get()));
        if (received.isEmpty()) {
            return Idempotency.isSameDocument(stored.get(), submission);
        }
        byte[] digest = JobDigest.of(submission.digested()).hex().getBytes(StandardCharsets.US_ASCII);
        return Arrays.equals(received.get(), digest);
    }

    private Optional<byte[]> stored(String jobId) throws IOException {
        // Of an ended job first: a document in the queue may be one that came too late and is about to be cleared away.
        Optional<byte[]> ended = spool.ended.isEnded(jobId) ? spool.ended.document(jobId) : Optional.empty();
        Optional<byte[]> known = ended.isPresent() ? ended : spool.lives.steps().document(jobId);
        return known.isPresent() ? known : spool.ended.document(jobId);
    }

    void forget(String jobId, byte[] stored) throws IOException {
        spool.files.unlink(file(jobId, stored));
    }

    private Path file(String jobId, byte[] stored) {
        try {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(stored);
            String mark = HexFormat.of().formatHex(sum, 0, 8);
            return spool.layout.received().resolve(spool.layout.names().encode(jobId) + "~" + mark);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
