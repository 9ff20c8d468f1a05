package dev.guestkit.http.server.internal.manage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.guestkit.http.server.internal.remote.Registry;
import dev.guestkit.http.server.internal.rest.Api;
import dev.guestkit.http.server.internal.rest.Submitter;
import dev.guestkit.http.server.internal.route.Response;
import dev.guestkit.http.server.internal.route.Route;
import dev.guestkit.http.server.internal.route.Scope;
import dev.guestkit.job.WorkerCapabilities;
import dev.guestkit.worker.spi.JobState;
import dev.guestkit.worker.spi.QueueControl;
import dev.guestkit.worker.spi.QueueStats;
import dev.guestkit.worker.spi.TransportException;
import dev.guestkit.worker.spi.WaitReason;
import dev.guestkit.worker.spi.WaitingJob;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** {@code /api/distributed}: workers, queue, executions and health in the words of that system. */
public final class ManageRoutes {
    static final String ROOT = "/api/distributed";

    private final Registry registry;
    private final Api api;
    private final Submitter submitter;

    /** Makes those over this. */
    public ManageRoutes(Api api, Submitter submitter, Registry registry) {
        this.registry = registry;
        this.api = api;
        this.submitter = submitter;
    }

    /** Every one of them. */
    public List<Route> routes() {
        List<Route> routes =
                new ArrayList<>(new WorkerRoutes(api.transport().workers(), registry, api.time()).routes());
        routes.addAll(new ExecutionRoutes(api, submitter).routes());
        routes.add(Route.get(ROOT + "/queue/stats", call -> stats()));
        routes.add(Route.command("POST", ROOT + "/queue/pause", Scope.ADMIN, call -> pause()));
        routes.add(Route.command("POST", ROOT + "/queue/resume", Scope.ADMIN, call -> resume()));
        routes.add(Route.get(ROOT + "/health", call -> health()));
        return routes;
    }

    private Response pause() {
        api.transport().control().pause("paused over the management API");
        return Flat.ok(json -> json.put("message", "the queue is paused; running jobs go on"));
    }

    private Response resume() {
        api.transport().control().resume();
        return Flat.ok(json -> json.put("message", "the queue is resumed"));
    }

    private Response stats() {
        QueueControl control = api.transport().control();
        QueueStats stats = control.stats();
        long queued = stats.depth();
        long delayed = queued == 0 ? 0 : Math.min(queued, delayed());
        return Flat.ok(json -> {
            json.put("healthy", true);
            json.put("isPaused", stats.paused());
            write(json.putObject("stats"), stats, queued - delayed, delayed);
        });
    }

    /** Jobs whose time has not come; held back for that, whether the queue is paused or not. */
    private long delayed() {
        return api.transport().client().waiting().stream()
                .filter(ManageRoutes::isDelayed)
                .count();
    }

    private static boolean isDelayed(WaitingJob job) {
        return job.reasons().stream()
                .map(WaitReason::kind)
                .anyMatch(kind -> kind == WaitReason.Kind.NOT_BEFORE || kind == WaitReason.Kind.WAITS_FOR_JOBS);
    }

    /** Six disjoint counts and their sum; of a paused queue what could run is held back. */
    private static void write(ObjectNode node, QueueStats stats, long due, long delayed) {
        long active = stats.count(JobState.ASSIGNED) + stats.count(JobState.RUNNING);
        long completed = stats.count(JobState.COMPLETED);
        long failed = stats.count(JobState.FAILED) + stats.count(JobState.TIMEOUT) + stats.count(JobState.CANCELLED);
        node.put("waiting", stats.paused() ? 0 : due);
        node.put("active", active);
        node.put("completed", completed);
        node.put("failed", failed);
        node.put("delayed", delayed);
        node.put("paused", stats.paused() ? due : 0);
        node.put("total", due + active + completed + failed + delayed);
    }

    private Response health() {
        Instant now = api.time().instant();
        Optional<List<WorkerCapabilities>> workers =
                answered(() -> api.transport().workers().list());
        boolean queue = answered(() -> api.transport().control().stats()).isPresent();
        boolean store = answered(() -> api.transport().client().find("job-that-nobody-has"))
                .isPresent();
        return Flat.ok(json -> {
            json.put("healthy", queue && store && workers.isPresent());
            json.putObject("components")
                    .put("queue", queue)
                    .put("workerManager", workers.isPresent())
                    .put("stateStore", store);
            write(json.putObject("workers"), workers.orElse(List.of()), now);
        });
    }

    private interface Question<T> {
        T ask();
    }

    private static <T> Optional<T> answered(Question<T> question) {
        try {
            return Optional.of(question.ask());
        } catch (TransportException e) { // which is the answer to whether it works
            return Optional.empty();
        }
    }

    private static void write(ObjectNode node, List<WorkerCapabilities> workers, Instant now) {
        Map<String, Integer> counts = new TreeMap<>();
        long load = 0;
        long most = 0;
        for (WorkerCapabilities worker : workers) {
            WorkerStanding standing = new WorkerStanding(worker, now);
            counts.merge(standing.status(), 1, Integer::sum);
            load += standing.load();
            most += standing.most();
        }
        node.put("total", workers.size());
        for (String status : List.of("active", "idle", "busy", "unhealthy", "offline")) {
            node.put(status, counts.getOrDefault(status, 0));
        }
        node.put("utilizationPercent", WorkerStanding.percent(load, most));
    }
}
