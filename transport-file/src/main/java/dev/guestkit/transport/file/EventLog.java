package dev.guestkit.transport.file;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The progress and log lines of a job, one JSON object a line, appended without waiting for the disk.
 *
 * <p>Changes of state are not in the file: they are the job's history already. Each line says how long that history was when it
 * was written ({@code h}), and reading weaves the two together; so ids need no counter, and a crash between a change of state
 * and its event is not possible. A long file is replaced by its end, with a first line that says what is missing. Thread-safe.
 */
final class EventLog {
    private final SpoolFiles files;
    private final JobCodec codec;
    private final int limit;
    private final Map<Path, Integer> lengths = new ConcurrentHashMap<>();

    EventLog(SpoolFiles files, JobCodec codec, int limit) {
        this.files = files;
        this.codec = codec;
        this.limit = limit;
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
            cutWhenLong(log, events.size());
        }
    }

    private void cutWhenLong(Path log, int added) throws IOException {
        Integer known = lengths.get(log);
        int length = known == null ? lines(log).size() : known + added;
        if (length > 2 * limit) {
            length = limit;
            cut(log);
        }
        lengths.put(log, length);
    }

    /** Only the claim's owner writes, so that nothing is written between reading and replacing. */
    private void cut(Path log) throws IOException {
        List<String> lines = lines(log);
        EventWeaver skipped = new EventWeaver(codec, List.of());
        int from = Math.max(0, lines.size() - limit);
        lines.subList(0, from).forEach(skipped::line);
        StringBuilder kept = new StringBuilder(skipped.gap()).append('\n');
        lines.subList(from, lines.size()).forEach(line -> kept.append(line).append('\n'));
        files.replace(log, kept.toString().getBytes(StandardCharsets.UTF_8), false);
    }

    private List<String> lines(Path log) throws IOException {
        return files.read(log)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8).lines().toList())
                .orElse(List.of());
    }

    /** Forgets what is kept in memory about the log of a job that has ended. */
    void forget(Path log) {
        lengths.remove(log);
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

    /** What is left of a job's stream. */
    record Stream(List<StoredEvent> events, long firstId) {}

    /** Everything that happened to a job, in order, with ids and sequences. */
    Stream read(Path log, List<HistoryEntry> history) throws IOException {
        EventWeaver weaver = new EventWeaver(codec, history);
        lines(log).forEach(weaver::line);
        weaver.rest();
        return new Stream(weaver.events(), weaver.firstId());
    }

    /** The newest progress event. */
    Optional<ProgressEvent> newestProgress(Path log) throws IOException {
        List<StoredEvent> all = read(log, List.of()).events();
        for (int i = all.size() - 1; i >= 0; i--) {
            if (all.get(i).event() instanceof JobEvent.Progress progress) {
                return Optional.of(progress.event());
            }
        }
        return Optional.empty();
    }
}
