package dev.guestkit.http.server.internal.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.guestkit.http.server.internal.route.ApiError;
import dev.guestkit.http.server.internal.route.ApiException;
import dev.guestkit.http.server.internal.route.Call;
import dev.guestkit.http.server.internal.route.Envelope;
import dev.guestkit.http.server.internal.route.JsonPart;
import dev.guestkit.http.server.internal.route.JsonText;
import dev.guestkit.http.server.internal.route.Response;
import dev.guestkit.http.server.internal.route.StoreFailures;
import dev.guestkit.job.DocumentException;
import dev.guestkit.job.JobCodec;
import dev.guestkit.job.Json;
import dev.guestkit.job.Limits;
import dev.guestkit.job.Problem;
import dev.guestkit.job.ProblemCodes;
import dev.guestkit.worker.spi.TransportException;
import java.util.ArrayList;
import java.util.List;

/** Many jobs in one request, each taken or refused by itself. Thread-safe. */
final class Batch {
    static final int MOST_BYTES = 32 << 20;

    /** A job lies two levels deeper here than alone. */
    private static final JobCodec CODEC = JobCodec.withLimits(new Limits(
            MOST_BYTES,
            MOST_BYTES,
            Limits.STANDARD.eventBytes(),
            Limits.STANDARD.nesting() + 2,
            Limits.STANDARD.stringUnits(),
            Limits.STANDARD.numberChars(),
            Limits.STANDARD.exponent(),
            Limits.STANDARD.members()));

    private final Door door;

    Batch(Door door) {
        this.door = door;
    }

    /** What became of one job. */
    private record Line(boolean accepted, JsonPart view) {}

    Response submit(Call call) {
        List<Line> lines = new ArrayList<>();
        Sender sender = Sender.of(call);
        for (JsonNode job : jobs(call.body())) {
            lines.add(line(Json.of(job), sender));
        }
        long accepted = lines.stream().filter(Line::accepted).count();
        return Envelope.ok(json -> {
            json.writeStartObject();
            json.writeNumberField("accepted", accepted);
            json.writeNumberField("rejected", lines.size() - accepted);
            json.writeArrayFieldStart("results");
            for (Line line : lines) {
                line.view().write(json);
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static JsonNode jobs(byte[] body) {
        JsonNode tree;
        try {
            tree = CODEC.readJson(body).toNode();
        } catch (DocumentException e) {
            throw Door.unreadable(e.report());
        }
        JsonNode jobs = tree.path("jobs");
        if (!jobs.isArray() || jobs.isEmpty()) {
            Problem problem = new Problem(
                    tree.isObject() ? "/jobs" : "",
                    Problem.Severity.ERROR,
                    tree.isObject() && tree.has("jobs") ? ProblemCodes.INVALID_VALUE : ProblemCodes.MISSING,
                    "must be an object with jobs, a list of at least one");
            throw ApiError.VALIDATION_ERROR
                    .because("the body must be {\"jobs\": [...]} with at least one job")
                    .details(json -> Door.details(json, List.of(problem)));
        }
        return jobs;
    }

    private Line line(Json job, Sender sender) {
        try {
            Door.Accepted accepted = door.submit(job, sender);
            return new Line(true, json -> taken(json, accepted));
        } catch (ApiException e) {
            return new Line(false, json -> refused(json, job, e));
        } catch (TransportException e) {
            ApiException away = StoreFailures.of(e);
            return new Line(false, json -> refused(json, job, away));
        }
    }

    private static void taken(JsonGenerator json, Door.Accepted accepted) throws java.io.IOException {
        json.writeStartObject();
        json.writeStringField("job_id", accepted.outcome().jobId());
        json.writeNumberField("http_status", Submitted.status(accepted.outcome()));
        if (!accepted.warnings().isEmpty()) {
            json.writeFieldName("details");
            json.writeStartObject();
            JobViews.problems(json, "warnings", accepted.warnings());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void refused(JsonGenerator json, Json job, ApiException why) throws java.io.IOException {
        json.writeStartObject();
        JsonText.text(json, "job_id", job.at("/job_id").flatMap(Json::text));
        json.writeNumberField("http_status", why.error().status());
        json.writeStringField("error", why.error().name());
        json.writeStringField("message", String.valueOf(why.getMessage()));
        if (why.details().isPresent()) {
            json.writeFieldName("details");
            why.details().get().write(json);
        }
        json.writeEndObject();
    }
}
