package dev.guestkit.transport.file;

import dev.guestkit.job.JobDocument;
import dev.guestkit.job.ValidationReport;

/** What the bytes of a dropped file turned out to be. */
sealed interface DropReading {
    /** A valid job, with its document as JSON. */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    record Job(JobDocument document, byte[] json) implements DropReading {}

    /** Readable, with an id to report under, but not valid. */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    record Invalid(String jobId, byte[] json, ValidationReport report) implements DropReading {}

    /** The beginning of a document perhaps: its writer may still be at work. */
    record Unfinished(String reason) implements DropReading {}

    /** Nothing that has an id to report under. */
    record Garbage(String reason) implements DropReading {}
}
