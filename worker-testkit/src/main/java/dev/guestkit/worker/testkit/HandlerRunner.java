package dev.guestkit.worker.testkit;

import dev.guestkit.job.JobDocument;
import dev.guestkit.worker.MemoryTransport;
import dev.guestkit.worker.Worker;
import dev.guestkit.worker.WorkerBuilder;
import dev.guestkit.worker.spi.JobHandler;
import dev.guestkit.worker.spi.JobRecord;
import dev.guestkit.worker.spi.JobState;
import dev.guestkit.worker.spi.Subscription;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/**
 * Runs one handler alone, by a real worker over a store in memory: what it sees is what it will see in production. Close it.
 * Thread-safe.
 */
public final class HandlerRunner implements AutoCloseable {
    private final MemoryTransport transport = MemoryTransport.create();
    private final Worker worker;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Subscription listening;

    /** Starts a worker with this handler and no other, that may touch files below {@code root} and has its scratch space there. */
    public HandlerRunner(JobHandler handler, Path root) {
        this(handler, builder -> builder.allowedRoot(root).scratchDir(root.resolve("scratch")));
    }

    /** Starts a worker with this handler and no other, set up further by {@code settings}. */
    public HandlerRunner(JobHandler handler, UnaryOperator<WorkerBuilder> settings) {
        listening = transport.client().onChange(id -> signal());
        worker = settings.apply(Worker.builder(transport).withoutDiscovery().handler(handler))
                .start();
    }

    private void signal() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Submits a job without waiting for it. */
    public void submit(JobDocument job) {
        transport.client().submit(job).orThrow();
    }

    /** Asks for a stop. */
    public void cancel(String jobId) {
        transport.client().cancel(jobId, "cancelled by a test");
    }

    /**
     * Runs a job to its end.
     *
     * @throws IllegalStateException when it has not ended within {@code patience} of real time
     */
    public HandlerRun run(JobDocument job, Duration patience) throws InterruptedException {
        submit(job);
        return await(job.jobId(), patience);
    }

    /**
     * Waits for the end of a job.
     *
     * @throws IllegalStateException when it has not ended within {@code patience} of real time
     */
    public HandlerRun await(String jobId, Duration patience) throws InterruptedException {
        await(jobId, () -> transport.client().result(jobId).isPresent(), patience);
        return finished(jobId);
    }

    /**
     * Waits until a job's handler runs.
     *
     * @throws IllegalStateException when it does not run within {@code patience} of real time
     */
    public void awaitRunning(String jobId, Duration patience) throws InterruptedException {
        await(jobId, () -> state(jobId).equals(Optional.of(JobState.RUNNING)), patience);
    }

    private Optional<JobState> state(String jobId) {
        return transport.client().find(jobId).map(JobRecord::state);
    }

    private void await(String jobId, BooleanSupplier reached, Duration patience) throws InterruptedException {
        long left = patience.toNanos();
        lock.lock();
        try {
            while (!reached.getAsBoolean()) {
                if (left <= 0) {
                    throw new IllegalStateException(
                            "job " + jobId + " did not get there within " + patience + "; it is " + state(jobId)
                                    + ", waiting: " + transport.client().waiting());
                }
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    private HandlerRun finished(String jobId) {
        return new HandlerRun(
                transport.client().result(jobId).orElseThrow(),
                transport.client().find(jobId).orElseThrow(),
                List.copyOf(
                        transport.client().events(jobId, -1, Integer.MAX_VALUE).events()));
    }

    /** Ends the worker. */
    @Override
    public void close() {
        worker.close();
        listening.close();
        transport.close();
    }
}
