package dev.guestkit.http.server.internal.rest;

import dev.guestkit.http.server.internal.health.Health;
import dev.guestkit.http.server.internal.meter.HttpMeter;
import dev.guestkit.http.server.internal.meter.OpenMetrics;
import dev.guestkit.http.server.internal.route.Call;
import dev.guestkit.http.server.internal.route.ContentTypes;
import dev.guestkit.http.server.internal.route.Envelope;
import dev.guestkit.http.server.internal.route.Response;
import dev.guestkit.http.server.internal.route.Route;
import dev.guestkit.transport.http.internal.WirePaths;
import dev.guestkit.worker.Worker;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the server says of itself. */
public final class SelfRoutes {
    private static final String PROMETHEUS = "text/plain";

    private final Health health;
    private final HttpMeter meter;
    private final Optional<Worker> worker;
    private final Capabilities capabilities;

    /** Makes those over this. */
    public SelfRoutes(Api api, Health health, HttpMeter meter) {
        this.health = health;
        this.meter = meter;
        this.worker = api.worker();
        this.capabilities = new Capabilities(api);
    }

    /** Those of the main address. */
    public List<Route> routes() {
        return List.of(
                Route.get(WirePaths.API + "/capabilities", call -> Envelope.ok(capabilities.view())),
                Route.get(WirePaths.API + "/health", call -> health.health()).open(),
                Route.get("/health", call -> health.health()).open(),
                Route.get("/live", call -> health.live()).open().atOnce(),
                Route.get("/ready", call -> health.ready()).open());
    }

    /** Those of the address for metrics, where {@code /health} means alive. */
    public List<Route> metricsRoutes() {
        return List.of(
                metrics(),
                Route.get("/health", call -> health.live()).open().atOnce(),
                Route.get("/live", call -> health.live()).open().atOnce(),
                Route.get("/ready", call -> health.ready()).open());
    }

    /** {@code /metrics} by itself. */
    public Route metrics() {
        return Route.get("/metrics", this::metrics);
    }

    private Response metrics(Call call) {
        String text = worker.map(w -> w.metrics().prometheusText()).orElse("") + meter.text();
        boolean open = ContentTypes.preferred(call.exchange(), PROMETHEUS, OpenMetrics.TYPE)
                .equals(OpenMetrics.TYPE);
        String type = open
                ? OpenMetrics.TYPE + "; version=1.0.0; charset=utf-8"
                : PROMETHEUS + "; version=0.0.4; charset=utf-8";
        byte[] body = (open ? OpenMetrics.of(text) : text).getBytes(StandardCharsets.UTF_8);
        return Response.of(200, Map.of("Content-Type", type), body);
    }
}
