package dev.guestkit.transport.http.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.guestkit.job.JobCodec;
import dev.guestkit.worker.spi.EventPage;
import dev.guestkit.worker.spi.JobEvent;
import dev.guestkit.worker.spi.StoredEvent;

/** Events on the wire: an object with one key that is the kind of the event. Thread-safe. */
public final class EventJson {
    private static final JobCodec CODEC = JobCodec.standard();

    private EventJson() {}

    /** Writes one. */
    public static ObjectNode write(JobEvent event) {
        ObjectNode node = WireJson.object();
        if (event instanceof JobEvent.Progress progress) {
            WireJson.raw(node, "progress", CODEC.write(progress.event()));
        } else if (event instanceof JobEvent.StateChange change) {
            node.set("state", RecordJson.write(change.entry()));
        } else if (event instanceof JobEvent.Log log) {
            ObjectNode line = node.putObject("log");
            line.put("at", log.at().toString()).put("level", log.level()).put("message", log.message());
            line.set("fields", log.fields().toNode());
        }
        return node;
    }

    /** Reads one. */
    public static JobEvent read(WireObject in) {
        if (in.has("progress")) {
            return new JobEvent.Progress(
                    in.read("progress", tree -> CODEC.parseEvent(tree).orThrow()));
        }
        if (in.has("state")) {
            return new JobEvent.StateChange(RecordJson.entry(in.object("state")));
        }
        WireObject log = in.object("log");
        return new JobEvent.Log(log.time("at"), log.text("level"), log.text("message"), log.any("fields"));
    }

    /** Writes a page. */
    public static ObjectNode write(EventPage page) {
        ObjectNode node = WireJson.object().put("gap", page.gap()).put("ended", page.ended());
        ArrayNode events = node.putArray("events");
        page.events().forEach(stored -> events.add(write(stored.event()).put("id", stored.id())));
        return node;
    }

    /** Reads a page. */
    public static EventPage page(WireObject in) {
        return new EventPage(
                in.list("events", one -> new StoredEvent(one.whole("id"), read(one))),
                in.flag("gap"),
                in.flag("ended"));
    }
}
