package dev.guestkit.http.server.internal.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.guestkit.http.server.internal.route.ApiError;
import dev.guestkit.http.server.internal.route.ApiException;
import dev.guestkit.job.DocumentException;
import dev.guestkit.job.JobCodec;
import dev.guestkit.job.JobDocument;
import dev.guestkit.job.JobValidator;
import dev.guestkit.job.Json;
import dev.guestkit.job.Parsed;
import dev.guestkit.job.Problem;
import dev.guestkit.job.ValidationReport;
import dev.guestkit.worker.spi.JobSubmission;
import dev.guestkit.worker.spi.SubmitOutcome;
import java.io.IOException;
import java.util.List;

/** Where every job comes in: fills in, judges all of it, submits, and says what came of it. Thread-safe. */
final class Door {
    private final Api api;
    private final JobValidator validator;
    private final JobCodec codec = JobCodec.standard();
    private final Misfits misfits;

    Door(Api api) {
        this.api = api;
        this.misfits = new Misfits(api.transport().workers());
        this.validator = api.worker()
                .map(worker -> JobValidator.standard().withOperations(worker.operations()))
                .orElseGet(JobValidator::standard);
    }

    /** A job that the store took. */
    record Accepted(SubmitOutcome outcome, List<Problem> warnings) {}

    /** Takes the bytes of a document. */
    Accepted submit(byte[] received, Sender sender) {
        Json tree;
        try {
            tree = codec.readJobTree(received);
        } catch (DocumentException e) {
            throw unreadable(e.report());
        }
        return submit(tree, received, sender);
    }

    /** Takes a document that was read before out of a larger one. */
    Accepted submit(Json received, Sender sender) {
        byte[] bytes;
        try {
            bytes = codec.write(received);
        } catch (DocumentException e) {
            throw unreadable(e.report());
        }
        if (bytes.length > codec.limits().jobBytes()) {
            throw ApiError.PAYLOAD_TOO_LARGE.because(
                    "a job may have " + codec.limits().jobBytes() + " bytes, has more");
        }
        return submit(received, bytes, sender);
    }

    static ApiException unreadable(ValidationReport report) {
        Problem first = report.problems().get(0);
        return ApiError.BAD_REQUEST
                .because("the body is no JSON that is taken: " + first.message())
                .details(json -> details(json, report.problems()));
    }

    static void details(JsonGenerator json, List<Problem> problems) throws IOException {
        json.writeStartObject();
        JobViews.problems(json, "problems", problems);
        json.writeEndObject();
    }

    private Accepted submit(Json received, byte[] bytes, Sender sender) {
        Json complete = FillIn.complete(received, sender, api.time().instant());
        Parsed<JobDocument> judged = validator.check(complete);
        if (!judged.report().isValid() || judged.document().isEmpty()) {
            throw invalid(judged.report());
        }
        JobDocument document = judged.document().get();
        return submit(
                JobSubmission.filledIn(document, codec.write(complete), bytes),
                judged.report().warnings());
    }

    private static ApiException invalid(ValidationReport report) {
        int errors = report.errors().size();
        Problem first = report.errors().get(0);
        return report.errorCode()
                .map(code -> ApiError.valueOf(code.name()))
                .orElse(ApiError.VALIDATION_ERROR)
                .because((first.pointer().isEmpty() ? "the document" : first.pointer()) + " " + first.message()
                        + (errors > 1 ? ", and " + (errors - 1) + " more; see details" : ""))
                .details(json -> details(json, report.problems()));
    }

    /** Takes a whole document from another front door, which knows what its digest is taken of; a refusal is an answer here. */
    SubmitOutcome relay(Json document, Json digested, Sender sender) {
        Json audited = FillIn.audited(document, sender);
        Parsed<JobDocument> judged = validator.check(audited);
        if (!judged.report().isValid() || judged.document().isEmpty()) {
            throw invalid(judged.report());
        }
        JobDocument job = judged.document().get();
        return JobClientRoom.hasRoom(api, job.jobId())
                ? api.client().submit(JobSubmission.filledIn(job, codec.write(audited), codec.write(digested)))
                : SubmitOutcome.of(SubmitOutcome.Kind.FULL, job.jobId());
    }

    /** Takes a document that was judged. */
    Accepted submit(JobSubmission submission, List<Problem> warnings) {
        JobClientRoom.require(api, submission.document().jobId());
        SubmitOutcome outcome = api.client().submit(submission);
        if (!outcome.isAccepted()) {
            throw Submitted.refusal(outcome);
        }
        if (outcome.kind() == SubmitOutcome.Kind.REPLAYED) {
            api.worker()
                    .ifPresent(w -> w.metrics().replayed(submission.document().operation()));
        }
        return new Accepted(outcome, misfits.add(submission.document(), warnings));
    }
}
