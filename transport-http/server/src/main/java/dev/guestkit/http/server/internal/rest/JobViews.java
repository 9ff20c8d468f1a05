package dev.guestkit.http.server.internal.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.guestkit.http.server.internal.route.JsonPart;
import dev.guestkit.http.server.internal.route.JsonText;
import dev.guestkit.job.JobError;
import dev.guestkit.job.Problem;
import dev.guestkit.worker.spi.JobRecord;
import dev.guestkit.worker.spi.JobState;
import dev.guestkit.worker.spi.JobSummary;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Jobs as older clients parse them (protocol, section 8). */
final class JobViews {
    private JobViews() {}

    static JsonPart status(JobRecord job) {
        Optional<String> error = job.lastError().filter(e -> isBad(job.state())).map(JobViews::error);
        JobSummary row = new JobSummary(
                job.jobId(),
                job.document().operation(),
                job.state(),
                job.submittedAt(),
                job.startedAt(),
                job.endedAt(),
                job.workerId(),
                error);
        return json -> status(json, row, error);
    }

    static boolean isBad(JobState state) {
        return state.isTerminal() && state != JobState.COMPLETED;
    }

    /** An error as one text, its code first. */
    static String error(JobError error) {
        return error.code() + ": " + error.message();
    }

    static void status(JsonGenerator json, JobSummary job, Optional<String> error) throws IOException {
        json.writeStartObject();
        json.writeStringField("job_id", job.jobId());
        json.writeStringField("status", job.state().status().wireName());
        json.writeStringField("operation", job.operation());
        json.writeStringField("submitted_at", job.submittedAt().toString());
        JsonText.time(json, "started_at", job.startedAt());
        JsonText.time(json, "completed_at", job.endedAt());
        JsonText.text(json, "worker_id", job.workerId());
        JsonText.text(json, "error", error);
        json.writeEndObject();
    }

    static void problems(JsonGenerator json, String key, List<Problem> problems) throws IOException {
        json.writeArrayFieldStart(key);
        for (Problem problem : problems) {
            json.writeStartObject();
            json.writeStringField("pointer", problem.pointer());
            json.writeStringField("severity", problem.severity().name().toLowerCase(Locale.ROOT));
            json.writeStringField("code", problem.code());
            json.writeStringField("message", problem.message());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
