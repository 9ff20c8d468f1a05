package dev.guestkit.transport.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.guestkit.job.DocumentException;
import dev.guestkit.job.JobCodec;
import dev.guestkit.job.Json;
import dev.guestkit.job.ProgressEvent;
import dev.guestkit.worker.spi.HistoryEntry;
import dev.guestkit.worker.spi.JobEvent;
import dev.guestkit.worker.spi.StoredEvent;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Weaves the lines of an event log and the changes of state of a job into one stream. For one reading. */
final class EventWeaver {
    private final JobCodec codec;
    private final List<HistoryEntry> history;
    private final List<StoredEvent> events = new ArrayList<>();
    private int nextEntry;
    private long nextId;
    private long firstId;
    private long sequence;

    EventWeaver(JobCodec codec, List<HistoryEntry> history) {
        this.codec = codec;
        this.history = history;
    }

    List<StoredEvent> events() {
        return events;
    }

    /** The id of the first event that is left. */
    long firstId() {
        return firstId;
    }

    void line(String text) {
        try {
            JsonNode line =
                    codec.readJson(text.getBytes(StandardCharsets.UTF_8)).toNode();
            if (line.has("gap")) {
                skip(line.get("gap"));
                return;
            }
            entriesBefore(line.path("h").asInt(0));
            add(line.has("event") ? progress(line.get("event")) : log(line.path("log")));
        } catch (DocumentException | DateTimeException e) {
            // A line that a power cut tore. The lines after it are whole, because each is one write.
            return;
        }
    }

    /** A first line that stands for everything that was read here. */
    String gap() {
        JsonNode gap = JsonNodeFactory.instance
                .objectNode()
                .set(
                        "gap",
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("id", nextId)
                                .put("sequence", sequence)
                                .put("h", nextEntry));
        return gap.toString();
    }

    private void skip(JsonNode gap) {
        nextId = gap.path("id").asLong();
        firstId = nextId;
        sequence = gap.path("sequence").asLong();
        nextEntry = gap.path("h").asInt();
    }

    void rest() {
        entriesBefore(history.size());
    }

    /** Without a history, as when a log is cut, entries are only counted. */
    private void entriesBefore(int length) {
        while (nextEntry < length && (history.isEmpty() || nextEntry < history.size())) {
            if (history.isEmpty()) {
                nextId++;
            } else {
                add(new JobEvent.StateChange(history.get(nextEntry)));
            }
            nextEntry++;
        }
    }

    private void add(JobEvent event) {
        events.add(new StoredEvent(nextId++, event));
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
