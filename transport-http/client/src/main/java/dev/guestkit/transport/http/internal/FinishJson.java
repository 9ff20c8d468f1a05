package dev.guestkit.transport.http.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.guestkit.job.JobCodec;
import dev.guestkit.worker.spi.Finish;

/** The end of an attempt on the wire: exactly one of {@code done}, {@code again} and {@code park}. Thread-safe. */
public final class FinishJson {
    private static final JobCodec CODEC = JobCodec.standard();

    private FinishJson() {}

    /** Writes one into the body of a request. */
    public static void write(ObjectNode body, Finish finish) {
        if (finish instanceof Finish.Done done) {
            WireJson.raw(body, "done", CODEC.write(done.result()));
        } else if (finish instanceof Finish.Again again) {
            ObjectNode node = body.putObject("again");
            WireJson.raw(node, "error", CODEC.write(again.error()));
            node.put("delay_ms", again.delay().toMillis());
        } else if (finish instanceof Finish.Park park) {
            ObjectNode node = body.putObject("park");
            WireJson.time(node, "until", park.until());
            park.jobs().forEach(node.putArray("jobs")::add);
            node.put("any", park.any());
        }
    }

    /** Reads one out of the body of a request. */
    public static Finish read(WireObject body) {
        int given = (body.has("done") ? 1 : 0) + (body.has("again") ? 1 : 0) + (body.has("park") ? 1 : 0);
        if (given != 1) {
            throw new WireException("", "must have exactly one of done, again and park, has " + given);
        }
        if (body.has("done")) {
            return new Finish.Done(
                    body.read("done", tree -> CODEC.parseResult(tree).orThrow()));
        }
        if (body.has("again")) {
            WireObject again = body.object("again");
            return new Finish.Again(
                    again.read("error", tree -> CODEC.parseError(tree).orThrow()), again.millis("delay_ms"));
        }
        WireObject park = body.object("park");
        if (!park.has("until") && park.texts("jobs").isEmpty()) {
            throw new WireException("/park", "must have until, jobs or both");
        }
        return new Finish.Park(park.optionalTime("until"), park.texts("jobs"), park.has("any") && park.flag("any"));
    }
}
