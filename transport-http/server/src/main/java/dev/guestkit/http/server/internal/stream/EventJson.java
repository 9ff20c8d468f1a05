package dev.guestkit.http.server.internal.stream;

import dev.guestkit.http.server.internal.route.JsonText;
import dev.guestkit.job.JobCodec;
import dev.guestkit.worker.spi.HistoryEntry;
import dev.guestkit.worker.spi.JobEvent;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Events as the lines of a stream (WHATWG HTML, section 9.2). */
final class EventJson {
    private EventJson() {}

    static String name(JobEvent event) {
        if (event instanceof JobEvent.Progress) {
            return "progress";
        }
        return event instanceof JobEvent.StateChange ? "state" : "log";
    }

    static byte[] data(String jobId, JobEvent event) {
        if (event instanceof JobEvent.Progress progress) {
            return JobCodec.standard().write(progress.event());
        }
        return event instanceof JobEvent.StateChange change
                ? state(jobId, change.entry())
                : log(jobId, (JobEvent.Log) event);
    }

    private static byte[] state(String jobId, HistoryEntry entry) {
        return JsonText.bytes(json -> {
            json.writeStartObject();
            json.writeStringField("job_id", jobId);
            json.writeStringField("timestamp", entry.at().toString());
            json.writeStringField("status", entry.to().status().wireName());
            json.writeStringField("from", entry.from().name().toLowerCase(Locale.ROOT));
            json.writeStringField("to", entry.to().name().toLowerCase(Locale.ROOT));
            json.writeStringField("cause", entry.cause());
            json.writeEndObject();
        });
    }

    private static byte[] log(String jobId, JobEvent.Log log) {
        return JsonText.bytes(json -> {
            json.writeStartObject();
            json.writeStringField("job_id", jobId);
            json.writeStringField("timestamp", log.at().toString());
            json.writeStringField("level", log.level());
            json.writeStringField("message", log.message());
            json.writeFieldName("fields");
            JsonText.value(json, log.fields());
            json.writeEndObject();
        });
    }

    /** One event; its data is JSON and so has no line breaks. */
    static void append(StringBuilder text, long id, String name, byte[] data) {
        text.append("id: ").append(id).append("\nevent: ").append(name).append("\ndata: ");
        text.append(new String(data, StandardCharsets.UTF_8)).append("\n\n");
    }

    /** A log line as text for people. */
    static String line(JobEvent.Log log) {
        String fields = log.fields().toString();
        return log.at() + " " + log.level().toUpperCase(Locale.ROOT) + " "
                + log.message().replace("\r", "\\r").replace("\n", "\\n")
                + (fields.equals("{}") || fields.equals("null") ? "" : " " + fields) + "\n";
    }
}
