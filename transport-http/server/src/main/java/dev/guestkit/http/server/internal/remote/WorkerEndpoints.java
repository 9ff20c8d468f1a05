package dev.guestkit.http.server.internal.remote;

import dev.guestkit.http.server.internal.route.ApiError;
import dev.guestkit.http.server.internal.route.Call;
import dev.guestkit.http.server.internal.route.Response;
import dev.guestkit.job.WorkerCapabilities;
import dev.guestkit.transport.http.internal.WireJson;
import dev.guestkit.transport.http.internal.WireObject;
import dev.guestkit.transport.http.internal.WorkerJson;
import dev.guestkit.worker.spi.WorkerDirectory;

/** Remote workers come, live and go. Thread-safe. */
final class WorkerEndpoints {
    private final WorkerDirectory directory;
    private final Registry registry;

    WorkerEndpoints(WorkerDirectory directory, Registry registry) {
        this.directory = directory;
        this.registry = registry;
    }

    Response register(Call call) {
        WorkerCapabilities worker = Bodies.read(call, WorkerJson::read);
        directory.register(worker);
        registry.registered(worker.workerId(), call.caller());
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
        registry.alive(sign.workerId(), call.caller());
        return Bodies.ok(WireJson.object().put("worker_id", sign.workerId()));
    }

    /** A worker that goes by itself may come back with a claim; one that was sent away has to register first. */
    Response deregister(Call call) {
        String workerId = Bodies.read(call, WorkerEndpoints::workerId);
        registry.requireMayDismiss(workerId, call.caller());
        directory.deregister(workerId);
        if (call.caller().name().isPresent() && !registry.isRegistrant(workerId, call.caller())) {
            registry.dismissed(workerId);
        }
        return Bodies.ok(WireJson.object().put("worker_id", workerId));
    }

    private static String workerId(WireObject in) {
        return ClaimRequest.name(in, "worker_id");
    }
}
