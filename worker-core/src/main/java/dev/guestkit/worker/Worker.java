package dev.guestkit.worker;

import dev.guestkit.job.OperationVersion;
import dev.guestkit.job.WorkerCapabilities;
import dev.guestkit.worker.internal.Engine;
import dev.guestkit.worker.spi.JobTransport;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Takes jobs from a transport, runs their handlers and stores what they end with. Thread-safe.
 *
 * <pre>{@code
 * Worker worker = Worker.builder(transport).allowedRoot(Path.of("/var/lib/images")).start();
 * …
 * worker.close();
 * }</pre>
 *
 * <p>It is a good guest: four daemon threads while idle, no shutdown hooks, no signals, nothing static. The transport stays
 * the caller's to close, after the worker.
 */
public final class Worker implements AutoCloseable {
    private final Engine engine;
    private final WorkerMetrics metrics;

    Worker(Engine engine, WorkerMetrics metrics) {
        this.engine = engine;
        this.metrics = metrics;
    }

    /** A builder for a worker on this transport. */
    public static WorkerBuilder builder(JobTransport transport) {
        return new WorkerBuilder(transport);
    }

    /** The id under which it claims. */
    public String id() {
        return engine.settings().workerId();
    }

    /** How it is just now. */
    public WorkerState state() {
        return engine.state();
    }

    /** Whether it takes jobs: it is not closing, and its store answers. */
    public boolean isReady() {
        return engine.isReady();
    }

    /** Whether its own threads do their work, those that renew leases and claim jobs among them; a store that is away changes nothing. */
    public boolean isAlive() {
        return engine.isAlive();
    }

    /** What it has handlers for. */
    public Set<OperationVersion> operations() {
        return engine.handlerSpecs().stream()
                .map(spec -> new OperationVersion(spec.operation(), spec.payloadVersion()))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** How many jobs it holds. */
    public int activeJobs() {
        return engine.activeJobs();
    }

    /** Who it is and what it can do, as it is now. */
    public WorkerCapabilities capabilities() {
        return engine.capabilities();
    }

    /** What it has counted and measured. */
    public WorkerMetrics metrics() {
        return metrics;
    }

    /**
     * Closes it: no more claims; what runs may go on for the grace time, is then told to stop, and goes back to the queue
     * without costing an attempt. Takes at most the grace time, the time until the kill, and ten seconds. Idempotent; an
     * interrupt shortens it and stays set.
     */
    @Override
    public void close() {
        engine.close();
    }
}
