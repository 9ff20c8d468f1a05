package dev.guestkit.worker.internal.memory;

import dev.guestkit.job.WorkerCapabilities;
import dev.guestkit.worker.spi.TimeSource;
import dev.guestkit.worker.spi.WorkerDirectory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The workers on one in-memory store. Thread-safe. */
final class MemoryWorkers implements WorkerDirectory {
    private record Known(WorkerCapabilities worker, long heardAt) {}

    private final Map<String, Known> known = new ConcurrentHashMap<>();
    private final TimeSource time;
    private final Duration offlineAfter;

    MemoryWorkers(TimeSource time, Duration offlineAfter) {
        this.time = time;
        this.offlineAfter = offlineAfter;
    }

    @Override
    public void register(WorkerCapabilities worker) {
        known.put(worker.workerId(), new Known(worker, time.nanoTime()));
    }

    @Override
    public void heartbeat(String workerId, WorkerCapabilities.Status status) {
        known.computeIfPresent(workerId, (id, before) -> new Known(with(before.worker(), status), time.nanoTime()));
    }

    @Override
    public void deregister(String workerId) {
        known.remove(workerId);
    }

    @Override
    public List<WorkerCapabilities> list() {
        long now = time.nanoTime();
        List<WorkerCapabilities> workers = new ArrayList<>();
        for (Known one : known.values()) {
            boolean silent = now - one.heardAt() > offlineAfter.toNanos();
            WorkerCapabilities.Status status = one.worker().status();
            workers.add(silent ? with(one.worker(), offline(status)) : one.worker());
        }
        return workers;
    }

    private static WorkerCapabilities.Status offline(WorkerCapabilities.Status status) {
        return new WorkerCapabilities.Status("offline", status.currentJobs(), status.lastHeartbeat());
    }

    private static WorkerCapabilities with(WorkerCapabilities worker, WorkerCapabilities.Status status) {
        return new WorkerCapabilities(
                worker.workerId(),
                worker.version(),
                worker.hostname(),
                worker.registeredAt(),
                worker.capabilities(),
                worker.resources(),
                worker.configuration(),
                status,
                worker.unknown());
    }
}
