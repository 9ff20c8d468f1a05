package dev.guestkit.worker;

import dev.guestkit.worker.internal.memory.MemoryConfig;
import dev.guestkit.worker.internal.memory.MemoryFaces;
import dev.guestkit.worker.spi.JobClient;
import dev.guestkit.worker.spi.JobSource;
import dev.guestkit.worker.spi.JobTransport;
import dev.guestkit.worker.spi.QueueControl;
import dev.guestkit.worker.spi.WorkerDirectory;

/**
 * A transport in memory: for tests, for work that may be lost with the process, and as the measure for the others. Artifacts
 * lie in a temporary directory that goes with it. Thread-safe.
 */
public final class MemoryTransport implements JobTransport {
    private final MemoryFaces faces;

    MemoryTransport(MemoryConfig config) {
        this.faces = new MemoryFaces(config);
    }

    /** One with every default of {@link MemoryTransportBuilder}. */
    public static MemoryTransport create() {
        return builder().build();
    }

    /** A builder. */
    public static MemoryTransportBuilder builder() {
        return new MemoryTransportBuilder();
    }

    @Override
    public JobClient client() {
        return faces.client();
    }

    @Override
    public JobSource source() {
        return faces.source();
    }

    @Override
    public QueueControl control() {
        return faces.control();
    }

    @Override
    public WorkerDirectory workers() {
        return faces.workers();
    }

    /** Forgets every job; whatever waits in a claim ends with {@code CLOSED}. Idempotent. */
    @Override
    public void close() {
        faces.close();
    }
}
