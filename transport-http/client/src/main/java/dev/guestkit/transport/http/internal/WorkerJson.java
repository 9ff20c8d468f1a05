package dev.guestkit.transport.http.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.guestkit.job.JobCodec;
import dev.guestkit.job.WorkerCapabilities;
import java.util.List;

/** Workers on the wire. Thread-safe. */
public final class WorkerJson {
    private static final JobCodec CODEC = JobCodec.standard();

    private WorkerJson() {}

    /** Reads a list of workers. */
    public static List<WorkerCapabilities> list(WireObject in) {
        return in.list(
                "workers", one -> one.self(tree -> CODEC.parseCapabilities(tree).orThrow()));
    }

    /** Writes what a worker registers with. */
    public static ObjectNode write(WorkerCapabilities worker) {
        ObjectNode node = WireJson.object();
        WireJson.raw(node, "worker", CODEC.write(worker));
        return node;
    }

    /** Reads what a worker registers with. */
    public static WorkerCapabilities read(WireObject in) {
        return in.read("worker", tree -> CODEC.parseCapabilities(tree).orThrow());
    }

    /** Writes a sign of life. */
    public static ObjectNode heartbeat(String workerId, WorkerCapabilities.Status status) {
        ObjectNode node = WireJson.object().put("worker_id", workerId);
        node.putObject("status")
                .put("state", status.state())
                .put("current_jobs", status.currentJobs())
                .put("last_heartbeat", status.lastHeartbeat().toString());
        return node;
    }

    /** Reads how a worker says it is. */
    public static WorkerCapabilities.Status status(WireObject in) {
        WireObject status = in.object("status");
        return new WorkerCapabilities.Status(
                status.text("state"),
                status.small("current_jobs", 0, Integer.MAX_VALUE),
                status.time("last_heartbeat"));
    }
}
