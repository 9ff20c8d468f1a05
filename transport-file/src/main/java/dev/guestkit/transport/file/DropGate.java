package dev.guestkit.transport.file;

import dev.guestkit.job.JobDocument;
import dev.guestkit.job.ValidationReport;
import java.io.IOException;

/** Where dropped documents go in. Both steps may be repeated after a crash. */
interface DropGate {
    /** What becomes of the dropped file. */
    sealed interface Verdict {
        /** The store holds the document now: the dropped file may go. */
        record Taken() implements Verdict {}

        /** There is no room for another job just now. */
        record Later() implements Verdict {}

        /** Refused for good. */
        record Refused(String reason) implements Verdict {}
    }

    /** Submits a valid document; a refused idempotency key ends the job as failed, which counts as taken. */
    Verdict submit(JobDocument document, byte[] json) throws IOException;

    /** Ends an invalid document as failed, without running it. */
    Verdict fail(String jobId, byte[] json, ValidationReport report) throws IOException;
}
