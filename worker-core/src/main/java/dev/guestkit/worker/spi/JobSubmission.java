package dev.guestkit.worker.spi;

import dev.guestkit.job.JobCodec;
import dev.guestkit.job.JobDocument;
import java.util.Optional;

/**
 * A validated job on its way into a store. The byte arrays are handed over, not copied: whoever made them must not change
 * them afterwards. Thread-safe under that condition.
 */
public final class JobSubmission {
    private final JobDocument document;
    private final byte[] bytes;
    private final Optional<byte[]> asReceived;

    private JobSubmission(JobDocument document, byte[] bytes, Optional<byte[]> asReceived) {
        this.document = document;
        this.bytes = bytes;
        this.asReceived = asReceived;
    }

    /** A submission of a document that was built here. */
    public static JobSubmission of(JobDocument document) {
        return of(document, JobCodec.standard().write(document));
    }

    /** A submission of a document that was read from exactly these bytes, nothing filled in. */
    public static JobSubmission of(JobDocument document, byte[] bytes) {
        return new JobSubmission(document, bytes, Optional.empty());
    }

    /** A submission of a document in which a front door filled in what was missing in {@code asReceived}. */
    public static JobSubmission filledIn(JobDocument document, byte[] bytes, byte[] asReceived) {
        return new JobSubmission(document, bytes, Optional.of(asReceived));
    }

    /** The document as it will run. */
    public JobDocument document() {
        return document;
    }

    /** The document as it is to be stored, UTF-8 JSON. */
    public byte[] bytes() {
        return bytes;
    }

    /** The bytes whose digest tells whether two submissions are the same (protocol, section 1, digest). */
    public byte[] digested() {
        return asReceived.orElse(bytes);
    }
}
