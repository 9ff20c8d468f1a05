package dev.guestkit.http.server.internal.manage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.guestkit.job.WorkerCapabilities;
import java.time.Duration;
import java.time.Instant;

/** How a worker looks at one moment. */
record WorkerStanding(WorkerCapabilities worker, Instant now) {
    private static final Duration UNHEALTHY = Duration.ofSeconds(90);
    private static final Duration OFFLINE = Duration.ofMinutes(3);

    /** The status words of this API. */
    String status() {
        Duration silence = Duration.between(worker.status().lastHeartbeat(), now);
        if (silence.compareTo(OFFLINE) >= 0) {
            return "offline";
        }
        if (silence.compareTo(UNHEALTHY) >= 0) {
            return "unhealthy";
        }
        return load() == 0 ? "idle" : load() >= most() ? "busy" : "active";
    }

    int load() {
        return worker.status().currentJobs();
    }

    int most() {
        return worker.resources().maxConcurrentJobs();
    }

    /** Percent, at most 100 whatever load was said. */
    double utilization() {
        return percent(load(), most());
    }

    static double percent(long load, long most) {
        if (most == 0) {
            return load == 0 ? 0 : 100;
        }
        return Math.min(100, Math.round(10_000.0 * load / most) / 100.0);
    }

    void write(ObjectNode node) {
        node.put("workerId", worker.workerId());
        node.put("hostname", worker.hostname());
        worker.capabilities().operations().forEach(node.putArray("capabilities")::add);
        node.put("status", status());
        node.put("currentLoad", load());
        node.put("maxConcurrency", most());
        node.put("utilization", utilization());
        node.put("lastHeartbeat", worker.status().lastHeartbeat().toEpochMilli());
        node.put(
                "uptime",
                Math.max(0, Duration.between(worker.registeredAt(), now).toMillis()));
    }
}
