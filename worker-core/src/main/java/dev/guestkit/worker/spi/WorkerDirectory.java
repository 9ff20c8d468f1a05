package dev.guestkit.worker.spi;

import dev.guestkit.job.WorkerCapabilities;
import java.util.List;

/** Who works on a store. Thread-safe; throws {@link TransportException} when the store does not answer. */
public interface WorkerDirectory {
    /** Makes a worker known, or replaces what was known under its id. */
    void register(WorkerCapabilities worker);

    /** Says that a worker lives, and how it is. */
    void heartbeat(String workerId, WorkerCapabilities.Status status);

    /** Forgets a worker. */
    void deregister(String workerId);

    /** Every known worker; one that has not been heard of for a while is {@code offline}. */
    List<WorkerCapabilities> list();
}
