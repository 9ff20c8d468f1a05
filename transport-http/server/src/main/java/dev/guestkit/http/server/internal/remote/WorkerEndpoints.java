package dev.guestkit.http.server.internal.remote;

import dev.guestkit.http.server.internal.route.ApiError;
import dev.guestkit.http.server.internal.route.Call;
import dev.guestkit.http.server.internal.route.Response;
import dev.guestkit.http.server.internal.route.Scope;
import dev.guestkit.job.WorkerCapabilities;
import dev.guestkit.transport.http.internal.WireJson;
import dev.guestkit.transport.http.internal.WireObject;
import dev.guestkit.transport.http.internal.WorkerJson;
import dev.guestkit.worker.spi.WorkerDirectory;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Remote workers come, live and go. Thread-safe. */
final class WorkerEndpoints {
    private final WorkerDirectory directory;
    private final Departures departures;
    /** By whose token each worker registered, or gave the first sign of life since this server began. */
    private final Map<String, Optional<String>> registrants = new ConcurrentHashMap<>();

    WorkerEndpoints(WorkerDirectory directory, Departures departures) {
        this.directory = directory;
        this.departures = departures;
    }

    Response register(Call call) {
        WorkerCapabilities worker = Bodies.read(call, WorkerJson::read);
        directory.register(worker);
        registrants.put(worker.workerId(), call.caller().name());
        departures.remove(worker.workerId());
        return Bodies.ok(WireJson.object().put("worker_id", worker.workerId()));
    }

    /** A store that keeps its workers in memory forgets them over a restart: the worker is told, and registers again. */
    Response heartbeat(Call call) {
        record Sign(String workerId, WorkerCapabilities.Status status) {}
        Sign sign = Bodies.read(call, in -> new Sign(workerId(in), WorkerJson.status(in)));
        boolean known =
                directory.list().stream().anyMatch(worker -> worker.workerId().equals(sign.workerId()));
        if (!known) {
            throw ApiError.NOT_FOUND.because("no worker is known as " + sign.workerId() + "; register first");
        }
        directory.heartbeat(sign.workerId(), sign.status());
        registrants.putIfAbsent(sign.workerId(), call.caller().name());
        return Bodies.ok(WireJson.object().put("worker_id", sign.workerId()));
    }

    /** Others may be sent away by an administrator alone, and then get no jobs until they register again. */
    Response deregister(Call call) {
        String workerId = Bodies.read(call, WorkerEndpoints::workerId);
        boolean own = call.caller().name().equals(registrants.get(workerId));
        if (!own && !call.caller().scopes().contains(Scope.ADMIN)) {
            throw ApiError.FORBIDDEN.because("worker " + workerId + " was not registered with this token");
        }
        directory.deregister(workerId);
        registrants.remove(workerId);
        if (!own) {
            departures.add(workerId);
        }
        return Bodies.ok(WireJson.object().put("worker_id", workerId));
    }

    private static String workerId(WireObject in) {
        return ClaimRequest.name(in, "worker_id");
    }
}
