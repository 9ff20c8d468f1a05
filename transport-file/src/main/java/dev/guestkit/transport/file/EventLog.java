package dev.guestkit.transport.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.guestkit.job.DocumentException;
import dev.guestkit.job.JobCodec;
import dev.guestkit.job.Json;
import dev.guestkit.job.ProgressEvent;
import dev.guestkit.worker.spi.HistoryEntry;
import dev.guestkit.worker.spi.JobEvent;
import dev.guestkit.worker.spi.StoredEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The progress and log lines of a job, one JSON object a line, appended without waiting for the disk.
 *
 * <p>Changes of state are not in the file: they are the job's history already. Each line says how long that history was when it
 * was written ({@code h}), and reading weaves the two together; so ids need no counter, and a crash between a change of state
 * and its event is not possible. Thread-safe.
 */
final class EventLog {
    private final SpoolFiles files;
    private final JobCodec codec;

    EventLog(SpoolFiles files, JobCodec codec) {
        this.files = files;
        this.codec = codec;
    }

    /** Appends with one write, so that two writers do not mix. Changes of state are left to the history. */
    void append(Path log, List<JobEvent> events, int historyLength) throws IOException {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (JobEvent event : events) {
            Optional<ObjectNode> line = line(event);
            if (line.isPresent()) {
                line.get().put("h", historyLength);
                lines.writeBytes(codec.write(Json.of(line.get())));
                lines.write('\n');
            }
        }
        if (lines.size() > 0) {
            files.append(log, lines.toByteArray());
        }
    }

    private Optional<ObjectNode> line(JobEvent event) {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        if (event instanceof JobEvent.Progress progress) {
            line.set("event", codec.readJson(codec.write(progress.event())).toNode());
        } else if (event instanceof JobEvent.Log log) {
            ObjectNode body = line.putObject("log");
            body.put("at", log.at().toString());
            body.put("level", log.level());
            body.put("message", log.message());
            body.set("fields", log.fields().toNode());
        } else {
            return Optional.empty();
        }
        return Optional.of(line);
    }

    /** Everything that happened to a job, in order, with ids and sequences. */
    List<StoredEvent> read(Path log, List<HistoryEntry> history) throws IOException {
        Weaver weaver = new Weaver(history);
        Optional<byte[]> bytes = files.read(log);
        if (bytes.isPresent()) {
            for (String line : new String(bytes.get(), StandardCharsets.UTF_8).split("\n", -1)) {
                weaver.line(line);
            }
        }
        weaver.rest();
        return weaver.events;
    }

    /** The newest progress event. */
    Optional<ProgressEvent> newestProgress(Path log) throws IOException {
        List<StoredEvent> all = read(log, List.of());
        for (int i = all.size() - 1; i >= 0; i--) {
            if (all.get(i).event() instanceof JobEvent.Progress progress) {
                return Optional.of(progress.event());
            }
        }
        return Optional.empty();
    }

    private final class Weaver {
        private final List<HistoryEntry> history;
        private final List<StoredEvent> events = new ArrayList<>();
        private int nextEntry;
        private long sequence;

        Weaver(List<HistoryEntry> history) {
            this.history = history;
        }

        void line(String text) {
            try {
                JsonNode line =
                        codec.readJson(text.getBytes(StandardCharsets.UTF_8)).toNode();
                entriesBefore(line.path("h").asInt(0));
                add(line.has("event") ? progress(line.get("event")) : log(line.path("log")));
            } catch (DocumentException | DateTimeException e) {
                // A line that a power cut tore. The lines after it are whole, because each is one write.
                return;
            }
        }

        void rest() {
            entriesBefore(history.size());
        }

        private void entriesBefore(int length) {
            while (nextEntry < Math.min(length, history.size())) {
                add(new JobEvent.StateChange(history.get(nextEntry++)));
            }
        }

        private void add(JobEvent event) {
            events.add(new StoredEvent(events.size(), event));
        }

        private JobEvent progress(JsonNode node) {
            ProgressEvent event = codec.readEvent(codec.write(Json.of(node)));
            return new JobEvent.Progress(new ProgressEvent(
                    event.jobId(),
                    event.timestamp(),
                    sequence++,
                    event.phase(),
                    event.attempt(),
                    event.progressPercent(),
                    event.message(),
                    event.details(),
                    event.observability(),
                    event.unknown()));
        }

        private JobEvent log(JsonNode node) {
            return new JobEvent.Log(
                    Instant.parse(node.path("at").asText()),
                    node.path("level").asText(),
                    node.path("message").asText(),
                    Json.of(node.path("fields")));
        }
    }
}
