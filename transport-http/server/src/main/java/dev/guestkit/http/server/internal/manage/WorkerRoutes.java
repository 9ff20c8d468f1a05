package dev.guestkit.http.server.internal.manage;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.guestkit.http.server.internal.remote.Registry;
import dev.guestkit.http.server.internal.route.ApiError;
import dev.guestkit.http.server.internal.route.Call;
import dev.guestkit.http.server.internal.route.Endpoint;
import dev.guestkit.http.server.internal.route.Response;
import dev.guestkit.http.server.internal.route.Route;
import dev.guestkit.http.server.internal.route.Scope;
import dev.guestkit.job.Json;
import dev.guestkit.job.WorkerCapabilities;
import dev.guestkit.worker.spi.WorkerDirectory;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** {@code /api/distributed/workers}: who works here, and who says so. */
final class WorkerRoutes {
    private static final String WORKERS = ManageRoutes.ROOT + "/workers";
    private static final String WORKER = WORKERS + "/{workerId}";
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{1,128}");
    private static final int BYTES = 64 << 10;

    private final WorkerDirectory directory;
    private final InstantSource time;
    private final Registry registry;

    WorkerRoutes(WorkerDirectory directory, Registry registry, InstantSource time) {
        this.directory = directory;
        this.registry = registry;
        this.time = time;
    }

    List<Route> routes() {
        return List.of(
                Route.post(WORKERS + "/register", Scope.WORK, BYTES, Endpoint.of(this::register)),
                Route.get(WORKERS, call -> list()),
                Route.post(WORKER + "/heartbeat", Scope.WORK, BYTES, Endpoint.of(this::heartbeat)),
                Route.command("DELETE", WORKER, Scope.WORK, this::dismiss));
    }

    private Response register(Call call) {
        Body body = Body.of(call);
        String id = body.requiredText("workerId");
        if (!ID.matcher(id).matches()) {
            throw body.wrong("workerId", "must be 1 to 128 characters of A-Z a-z 0-9 . _ : -");
        }
        Instant now = time.instant();
        Map<String, Json> more = new HashMap<>();
        body.whole("pid", 0).ifPresent(pid -> more.put("pid", Json.ofValue(pid)));
        body.json("metadata").ifPresent(metadata -> more.put("metadata", metadata));
        int load = body.whole("currentLoad", 0).orElse(0);
        int most = body.requiredWhole("maxConcurrency", 1);
        WorkerCapabilities worker = new WorkerCapabilities(
                id,
                "",
                body.requiredText("hostname"),
                now,
                new WorkerCapabilities.Abilities(body.texts("capabilities"), List.of(), List.of()),
                new WorkerCapabilities.Resources(most, Optional.empty(), Optional.empty(), 0, 0),
                new WorkerCapabilities.Configuration(false, Optional.empty(), Map.of()),
                status(load, most, now),
                more);
        directory.register(worker);
        registry.registered(id, call.caller());
        return Flat.ok(json -> json.put("workerId", id).put("registeredAt", now.toEpochMilli()));
    }

    private static WorkerCapabilities.Status status(int load, int most, Instant now) {
        return new WorkerCapabilities.Status(load >= most ? "busy" : "ready", load, now);
    }

    private Response list() {
        Instant now = time.instant();
        List<WorkerCapabilities> workers = directory.list();
        return Flat.ok(json -> {
            json.put("count", workers.size());
            ArrayNode all = json.putArray("workers");
            workers.forEach(worker -> new WorkerStanding(worker, now).write(all.addObject()));
        });
    }

    private Response heartbeat(Call call) {
        WorkerCapabilities worker = known(call);
        int load = Body.of(call).requiredWhole("currentLoad", 0);
        Instant now = time.instant();
        directory.heartbeat(worker.workerId(), status(load, worker.resources().maxConcurrentJobs(), now));
        WorkerStanding standing = new WorkerStanding(known(call), now);
        return Flat.ok(json -> json.put("workerId", worker.workerId())
                .put("status", standing.status())
                .put("currentLoad", load)
                .put("lastHeartbeat", now.toEpochMilli()));
    }

    private Response dismiss(Call call) {
        WorkerCapabilities worker = known(call);
        registry.requireMayDismiss(worker.workerId(), call.caller());
        directory.deregister(worker.workerId());
        registry.dismissed(worker.workerId());
        return Flat.ok(json -> json.put("workerId", worker.workerId())
                .put(
                        "message",
                        "worker " + worker.workerId() + " is deregistered; jobs that it runs keep their leases"));
    }

    private WorkerCapabilities known(Call call) {
        String id = call.parameter(0);
        return directory.list().stream()
                .filter(worker -> worker.workerId().equals(id))
                .findFirst()
                .orElseThrow(() -> ApiError.NOT_FOUND.because(
                        ID.matcher(id).matches() ? "no worker is registered as " + id : "that is no worker id"));
    }
}
