package dev.guestkit.app.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.guestkit.app.CliException;
import dev.guestkit.job.DocumentException;
import dev.guestkit.job.JobBuilder;
import dev.guestkit.job.JobCodec;
import dev.guestkit.job.JobDocument;
import dev.guestkit.job.JobIds;
import dev.guestkit.job.JobValidator;
import dev.guestkit.job.Json;
import dev.guestkit.job.Parsed;
import dev.guestkit.worker.spi.JobSubmission;
import java.time.Instant;
import java.util.Optional;

/** The front door of the command: fills in what a document lacks, judges it, and makes a submission of it. */
final class Documents {
    private final JobCodec codec = JobCodec.standard();
    private final JobValidator validator = JobValidator.standard();

    /**
     * A submission of a document as a person wrote it.
     *
     * @param what what to call it when it is not valid
     * @throws CliException when it is not valid, with every problem
     */
    JobSubmission submission(String what, byte[] bytes, boolean yaml) {
        try {
            Json tree = yaml ? codec.readJobTreeYaml(bytes) : codec.readJobTree(bytes);
            byte[] received = yaml ? codec.write(tree) : bytes;
            JsonNode node = tree.toNode();
            if (node instanceof ObjectNode object) {
                fillIn(object);
            }
            return submission(what, codec.parseJob(Json.of(node)), Optional.of(received));
        } catch (DocumentException e) {
            throw CliException.invalid(what, e.report().problems());
        }
    }

    /** A submission of a document that was built here. */
    JobSubmission submission(JobDocument document) {
        return JobSubmission.of(document, codec.write(document));
    }

    private JobSubmission submission(String what, Parsed<JobDocument> parsed, Optional<byte[]> received) {
        if (parsed.document().isEmpty()) {
            throw CliException.invalid(what, parsed.report().problems());
        }
        JobDocument document = parsed.document().get();
        byte[] bytes = codec.write(document);
        Parsed<JobDocument> judged = validator.check(bytes);
        if (!judged.report().isValid()) {
            throw CliException.invalid(what, judged.report().problems());
        }
        return received.map(r -> JobSubmission.filledIn(document, bytes, r))
                .orElseGet(() -> JobSubmission.of(document, bytes));
    }

    private static void fillIn(ObjectNode job) {
        put(job, "$schema", JobBuilder.SCHEMA);
        put(job, "version", JobDocument.VERSION);
        put(job, "kind", JobDocument.KIND);
        put(job, "job_id", JobIds.next());
        put(job, "created_at", Instant.now().toString());
    }

    private static void put(ObjectNode job, String key, String value) {
        if (!job.hasNonNull(key)) {
            job.put(key, value);
        }
    }
}
