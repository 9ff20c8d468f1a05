package dev.guestkit.app.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.guestkit.job.JobCodec;
import dev.guestkit.job.JobResult;
import dev.guestkit.job.WorkerCapabilities;
import dev.guestkit.worker.spi.JobRecord;
import dev.guestkit.worker.spi.JobState;
import dev.guestkit.worker.spi.JobSummary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;

/** Jobs as trees, with the keys that the protocol's REST has for them (section 8) and ours beside them. */
final class Views {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Views() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ObjectNode summary(JobSummary job) {
        ObjectNode view = status(job.jobId(), job.state(), job.operation(), job.submittedAt());
        time(view, "started_at", job.startedAt());
        time(view, "completed_at", job.endedAt());
        job.workerId().ifPresent(id -> view.put("worker_id", id));
        job.errorCode().ifPresent(code -> view.put("error", code));
        return view;
    }

    static ObjectNode record(JobRecord job) {
        ObjectNode view = status(job.jobId(), job.state(), job.document().operation(), job.submittedAt());
        time(view, "started_at", job.startedAt());
        time(view, "completed_at", job.endedAt());
        job.workerId().ifPresent(id -> view.put("worker_id", id));
        job.lastError().ifPresent(e -> view.put("error", e.code()).put("error_message", e.message()));
        view.put("state", job.state().name().toLowerCase(java.util.Locale.ROOT)).put("attempt", job.attempt());
        time(view, "not_before", job.notBefore());
        job.waitsFor().forEach(id -> view.withArray("waits_for").add(id));
        job.cancelReason().ifPresent(reason -> view.put("cancel_reason", reason));
        job.progress()
                .ifPresent(
                        event -> view.set("progress", tree(JobCodec.standard().write(event))));
        job.history()
                .forEach(entry -> view.withArray("history")
                        .addObject()
                        .put("at", entry.at().toString())
                        .put("from", entry.from().name().toLowerCase(java.util.Locale.ROOT))
                        .put("to", entry.to().name().toLowerCase(java.util.Locale.ROOT))
                        .put("cause", entry.cause()));
        return view;
    }

    static JsonNode result(JobResult result) {
        return tree(JobCodec.standard().write(result));
    }

    static JsonNode worker(WorkerCapabilities worker) {
        return tree(JobCodec.standard().write(worker));
    }

    private static ObjectNode status(String jobId, JobState state, String operation, Instant submittedAt) {
        return object().put("job_id", jobId)
                .put("status", state.status().wireName())
                .put("operation", operation)
                .put("submitted_at", submittedAt.toString());
    }

    private static void time(ObjectNode view, String key, Optional<Instant> time) {
        time.ifPresent(t -> view.put(key, t.toString()));
    }

    static JsonNode tree(byte[] json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what we wrote is JSON", e);
        } catch (IOException e) {
            throw new UncheckedIOException("reading memory cannot fail", e);
        }
    }
}
