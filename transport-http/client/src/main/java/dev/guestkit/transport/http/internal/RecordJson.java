package dev.guestkit.transport.http.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.guestkit.job.JobCodec;
import dev.guestkit.worker.spi.HistoryEntry;
import dev.guestkit.worker.spi.JobRecord;
import dev.guestkit.worker.spi.JobState;
import java.util.Optional;

/** A job's record on the wire. Thread-safe. */
public final class RecordJson {
    private static final JobCodec CODEC = JobCodec.standard();

    private RecordJson() {}

    /** Writes one. */
    public static ObjectNode write(JobRecord job) {
        ObjectNode node = WireJson.object();
        WireJson.raw(node, "document", CODEC.write(job.document()));
        node.put("state", job.state().name());
        node.put("attempt", job.attempt());
        node.put("failed_starts", job.failedStarts());
        node.put("lost_leases", job.lostLeases());
        node.put("submitted_at", job.submittedAt().toString());
        WireJson.time(node, "started_at", job.startedAt());
        WireJson.time(node, "ended_at", job.endedAt());
        WireJson.time(node, "not_before", job.notBefore());
        job.waitsFor().forEach(node.putArray("waits_for")::add);
        WireJson.put(node, "worker_id", job.workerId());
        WireJson.put(node, "cancel_reason", job.cancelReason());
        job.lastError().ifPresent(error -> WireJson.raw(node, "last_error", CODEC.write(error)));
        job.progress().ifPresent(event -> WireJson.raw(node, "progress", CODEC.write(event)));
        ArrayNode history = node.putArray("history");
        job.history().forEach(entry -> history.add(write(entry)));
        return node;
    }

    /** Reads one. */
    public static JobRecord read(WireObject in) {
        return new JobRecord(
                in.read("document", tree -> CODEC.parseJob(tree).orThrow()),
                in.name(JobState.class, "state"),
                in.small("attempt", 0, Integer.MAX_VALUE),
                in.small("failed_starts", 0, Integer.MAX_VALUE),
                in.small("lost_leases", 0, Integer.MAX_VALUE),
                in.time("submitted_at"),
                in.optionalTime("started_at"),
                in.optionalTime("ended_at"),
                in.optionalTime("not_before"),
                in.texts("waits_for"),
                in.optionalText("worker_id"),
                in.optionalText("cancel_reason"),
                in.has("last_error")
                        ? Optional.of(in.read(
                                "last_error", tree -> CODEC.parseError(tree).orThrow()))
                        : Optional.empty(),
                in.has("progress")
                        ? Optional.of(in.read(
                                "progress", tree -> CODEC.parseEvent(tree).orThrow()))
                        : Optional.empty(),
                in.list("history", RecordJson::entry));
    }

    static ObjectNode write(HistoryEntry entry) {
        return WireJson.object()
                .put("at", entry.at().toString())
                .put("from", entry.from().name())
                .put("to", entry.to().name())
                .put("cause", entry.cause());
    }

    static HistoryEntry entry(WireObject in) {
        return new HistoryEntry(
                in.time("at"), in.name(JobState.class, "from"), in.name(JobState.class, "to"), in.text("cause"));
    }
}
