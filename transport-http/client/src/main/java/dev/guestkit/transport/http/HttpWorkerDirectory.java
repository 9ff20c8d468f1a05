package dev.guestkit.transport.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.guestkit.job.WorkerCapabilities;
import dev.guestkit.transport.http.internal.WireJson;
import dev.guestkit.transport.http.internal.WireObject;
import dev.guestkit.transport.http.internal.WirePaths;
import dev.guestkit.transport.http.internal.WorkerJson;
import dev.guestkit.worker.spi.WorkerDirectory;
import java.util.List;
import java.util.function.Function;

/** Who works on a server's jobs. Thread-safe. */
final class HttpWorkerDirectory implements WorkerDirectory {
    private final Link link;

    HttpWorkerDirectory(Link link) {
        this.link = link;
    }

    @Override
    public void register(WorkerCapabilities worker) {
        link.post(WirePaths.REGISTER, WorkerJson.write(worker), data -> true);
    }

    /** A server that was started anew may not know the worker any more: that is an outage to the caller, who registers again. */
    @Override
    public void heartbeat(String workerId, WorkerCapabilities.Status status) {
        ObjectNode body = WorkerJson.heartbeat(workerId, status);
        link.post(WirePaths.HEARTBEAT, body, data -> true);
    }

    @Override
    public void deregister(String workerId) {
        link.post(WirePaths.DEREGISTER, WireJson.object().put("worker_id", workerId), data -> true);
    }

    @Override
    public List<WorkerCapabilities> list() {
        Function<WireObject, List<WorkerCapabilities>> read = WorkerJson::list;
        return link.get(WirePaths.WORKERS, read);
    }
}
