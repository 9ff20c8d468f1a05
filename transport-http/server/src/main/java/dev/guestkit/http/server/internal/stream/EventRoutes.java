package dev.guestkit.http.server.internal.stream;

import dev.guestkit.http.server.internal.rest.Api;
import dev.guestkit.http.server.internal.route.Call;
import dev.guestkit.http.server.internal.route.ContentTypes;
import dev.guestkit.http.server.internal.route.Response;
import dev.guestkit.http.server.internal.route.Route;
import dev.guestkit.worker.spi.JobClient;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

/** Following jobs: all that happens to one, or the lines that its handler logs. */
public final class EventRoutes {
    private static final String SSE = "text/event-stream";
    private static final String PLAIN = "text/plain";

    private final Api api;
    private final EventHub hub;
    private final Executor workers;

    /** Makes those over this. */
    public EventRoutes(Api api, EventHub hub, Executor workers) {
        this.api = api;
        this.hub = hub;
        this.workers = workers;
    }

    /** Every one of them. */
    public List<Route> routes() {
        return List.of(
                Route.get(Api.JOB + "/events", call -> stream(call, false)), Route.get(Api.JOB + "/logs", this::logs));
    }

    private Response logs(Call call) {
        if (ContentTypes.preferred(call.exchange(), PLAIN, SSE).equals(SSE)) {
            return stream(call, true);
        }
        String id = api.job(call).jobId();
        JobClient client = api.client();
        return new Response.Streamed(
                200,
                Map.of("Content-Type", PLAIN + "; charset=utf-8"),
                -1,
                sink -> new LogText(client, id, sink, workers).begin());
    }

    private Response stream(Call call, boolean logsOnly) {
        String id = api.job(call).jobId();
        Resume resume = Resume.of(call.exchange(), api.client(), id);
        if (resume.over()) {
            return Response.empty(204);
        }
        return new Response.Streamed(
                200,
                // A proxy that collects what it passes on would hold events back.
                Map.of("Content-Type", SSE, "X-Accel-Buffering", "no"),
                -1,
                hub.stream(id, resume.after(), logsOnly));
    }
}
