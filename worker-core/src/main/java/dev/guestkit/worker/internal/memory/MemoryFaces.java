package dev.guestkit.worker.internal.memory;

import dev.guestkit.worker.spi.JobClient;
import dev.guestkit.worker.spi.JobSource;
import dev.guestkit.worker.spi.QueueControl;
import dev.guestkit.worker.spi.WorkerDirectory;

/** The faces of one in-memory store. Thread-safe. */
public final class MemoryFaces {
    private final MemoryStore store;
    private final JobClient client;
    private final JobSource source;
    private final QueueControl control;

    /** Makes an empty store. */
    public MemoryFaces(MemoryConfig config) {
        this.store = new MemoryStore(config);
        this.client = new MemoryClient(store);
        this.source = new MemorySource(store);
        this.control = new MemoryControl(store);
    }

    /** What applications use. */
    public JobClient client() {
        return client;
    }

    /** What workers use. */
    public JobSource source() {
        return source;
    }

    /** What operators use. */
    public QueueControl control() {
        return control;
    }

    /** Who works on it. */
    public WorkerDirectory workers() {
        return store.workers;
    }

    /** Lets go of everything. */
    public void close() {
        store.close();
    }
}
