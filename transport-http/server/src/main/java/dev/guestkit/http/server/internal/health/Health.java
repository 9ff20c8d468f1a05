package dev.guestkit.http.server.internal.health;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.guestkit.http.server.HealthProbe;
import dev.guestkit.http.server.HealthProbe.Finding;
import dev.guestkit.http.server.internal.route.Envelope;
import dev.guestkit.http.server.internal.route.JsonText;
import dev.guestkit.http.server.internal.route.Response;
import dev.guestkit.worker.Worker;
import dev.guestkit.worker.spi.JobTransport;
import dev.guestkit.worker.spi.TransportException;
import java.io.IOException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Alive, ready, healthy: three questions with different answers. Thread-safe. */
public final class Health {
    private final Optional<Worker> worker;
    private final BooleanSupplier draining;
    private final InstantSource time;
    private final long begun = System.nanoTime();
    private final Checks readiness;

    /** Makes one; {@code probes} are asked besides its own. */
    public Health(
            JobTransport transport,
            Optional<Worker> worker,
            Map<String, HealthProbe> probes,
            BooleanSupplier draining,
            InstantSource time) {
        this.worker = worker;
        this.draining = draining;
        this.time = time;
        Map<String, HealthProbe> all = new LinkedHashMap<>();
        all.put("store", () -> store(transport));
        all.putAll(probes);
        this.readiness = new Checks(all);
    }

    private static Finding store(JobTransport transport) {
        try {
            long depth = transport.control().stats().depth();
            return new Finding(true, depth + " jobs wait");
        } catch (TransportException e) {
            return new Finding(false, "does not answer: " + e.kind());
        }
    }

    /** Whether this process does its work; when not, it is best begun anew. Never waits for anything. */
    public Response live() {
        return answer("alive", "failed", alive());
    }

    private Map<String, Finding> alive() {
        Map<String, Finding> checks = new LinkedHashMap<>();
        checks.put("server", new Finding(true, "answers"));
        worker.ifPresent(w -> checks.put(
                "lease_loop",
                w.isAlive()
                        ? new Finding(true, "leases are renewed and jobs claimed")
                        : new Finding(false, "a thread of the worker fails again and again")));
        return checks;
    }

    /** Whether it can take work just now. */
    public Response ready() {
        return answer("ready", "not_ready", readyChecks());
    }

    private Map<String, Finding> readyChecks() {
        Map<String, Finding> checks = alive();
        checks.putAll(readiness.look());
        worker.ifPresent(w -> checks.put(
                "worker", new Finding(w.isReady(), w.state().wireName() + ", " + w.activeJobs() + " jobs at hand")));
        boolean leaving = draining.getAsBoolean();
        checks.put("draining", new Finding(!leaving, leaving ? "takes leave" : "no"));
        return checks;
    }

    /** The same for people and older clients (protocol, section 8). */
    public Response health() {
        boolean healthy = readyChecks().values().stream().allMatch(Finding::healthy);
        long uptime = (System.nanoTime() - begun) / 1_000_000_000L;
        return Envelope.ok(json -> {
            json.writeStartObject();
            json.writeStringField("status", healthy ? "healthy" : "degraded");
            json.writeStringField("timestamp", time.instant().toString());
            json.writeNumberField("uptime_seconds", uptime);
            json.writeEndObject();
        });
    }

    private static Response answer(String good, String bad, Map<String, Finding> checks) {
        boolean healthy = checks.values().stream().allMatch(Finding::healthy);
        byte[] body = JsonText.bytes(json -> write(json, healthy ? good : bad, checks));
        return Response.of(healthy ? 200 : 503, Map.of("Content-Type", Envelope.JSON), body);
    }

    private static void write(JsonGenerator json, String status, Map<String, Finding> checks) throws IOException {
        json.writeStartObject();
        json.writeStringField("status", status);
        json.writeObjectFieldStart("checks");
        for (Map.Entry<String, Finding> check : checks.entrySet()) {
            json.writeObjectFieldStart(check.getKey());
            json.writeBooleanField("healthy", check.getValue().healthy());
            json.writeStringField("message", check.getValue().message());
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeEndObject();
    }
}
