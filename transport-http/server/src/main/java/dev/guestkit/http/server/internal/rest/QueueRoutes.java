package dev.guestkit.http.server.internal.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.guestkit.http.server.internal.route.Call;
import dev.guestkit.http.server.internal.route.Endpoint;
import dev.guestkit.http.server.internal.route.Envelope;
import dev.guestkit.http.server.internal.route.JsonText;
import dev.guestkit.http.server.internal.route.Response;
import dev.guestkit.http.server.internal.route.Route;
import dev.guestkit.http.server.internal.route.Scope;
import dev.guestkit.job.JobCodec;
import dev.guestkit.job.WorkerCapabilities;
import dev.guestkit.transport.http.internal.WirePaths;
import dev.guestkit.worker.spi.JobState;
import dev.guestkit.worker.spi.QueueControl;
import dev.guestkit.worker.spi.QueueStats;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The queue as a whole, and who works on it. */
public final class QueueRoutes {
    private static final String QUEUE = WirePaths.API + "/queue";
    private static final int REASON_BYTES = 16 << 10;

    private final Api api;

    /** Makes those over this. */
    public QueueRoutes(Api api) {
        this.api = api;
    }

    /** Every one of them. */
    public List<Route> routes() {
        return List.of(
                Route.get(WirePaths.API + "/workers", call -> workers()),
                Route.get(QUEUE + "/stats", call -> stats()),
                Route.post(QUEUE + "/pause", Scope.ADMIN, REASON_BYTES, Endpoint.of(this::pause))
                        .with(Route.Body.OPTIONAL_JSON, REASON_BYTES),
                Route.command("POST", QUEUE + "/resume", Scope.ADMIN, call -> resume()));
    }

    private Response workers() {
        List<WorkerCapabilities> workers = api.transport().workers().list();
        return Envelope.ok(json -> {
            json.writeStartObject();
            json.writeNumberField("count", workers.size());
            json.writeArrayFieldStart("workers");
            for (WorkerCapabilities worker : workers) {
                JsonText.raw(json, JobCodec.standard().write(worker));
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private Response pause(Call call) {
        api.transport().control().pause(CancelReason.of(call));
        return stats();
    }

    private Response resume() {
        api.transport().control().resume();
        return stats();
    }

    private Response stats() {
        QueueControl control = api.transport().control();
        QueueStats stats = control.stats();
        Optional<String> reason = stats.paused() ? control.pauseReason() : Optional.empty();
        return Envelope.ok(json -> write(json, stats, reason));
    }

    private static void write(JsonGenerator json, QueueStats stats, Optional<String> reason) throws IOException {
        json.writeStartObject();
        json.writeNumberField("depth", stats.depth());
        json.writeBooleanField("paused", stats.paused());
        JsonText.text(json, "pause_reason", reason);
        json.writeObjectFieldStart("counts");
        for (JobState state : JobState.values()) {
            json.writeNumberField(state.name().toLowerCase(Locale.ROOT), stats.count(state));
        }
        json.writeEndObject();
        json.writeEndObject();
    }
}
