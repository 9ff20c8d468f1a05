package dev.guestkit.worker.internal;

import dev.guestkit.job.JobBuilder;
import dev.guestkit.job.JobCodec;
import dev.guestkit.job.JobDocument;
import dev.guestkit.job.JobResult;
import dev.guestkit.job.Json;
import dev.guestkit.worker.AttemptEnd;
import dev.guestkit.worker.MemoryTransport;
import dev.guestkit.worker.Worker;
import dev.guestkit.worker.WorkerBuilder;
import dev.guestkit.worker.WorkerListener;
import dev.guestkit.worker.spi.JobRecord;
import dev.guestkit.worker.spi.JobState;
import dev.guestkit.worker.spi.JobSubmission;
import dev.guestkit.worker.spi.JobTransport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** A real in-memory store, a clock turned by hand, and workers on it. */
public final class WorkerFixture implements AutoCloseable {
    static final Duration LEASE = Duration.ofSeconds(30);

    final ManualTime time = new ManualTime();
    final MemoryTransport store =
            MemoryTransport.builder().lease(LEASE).time(time).build();
    final FaultyTransport faults = new FaultyTransport(store);
    final List<AttemptEnd> ends = new CopyOnWriteArrayList<>();
    private final List<Worker> workers = new ArrayList<>();

    /** A worker with only these handlers, its store full of faults if the test wants them. */
    Worker start(ScriptedHandler... handlers) {
        return start(builder -> builder, handlers);
    }

    Worker start(UnaryOperator<WorkerBuilder> more, ScriptedHandler... handlers) {
        return start(faults.seenByWorker(), more, handlers);
    }

    /** Another worker, whose way to the store has no faults. */
    Worker startHealthy(ScriptedHandler... handlers) {
        return start(store, builder -> builder, handlers);
    }

    private Worker start(JobTransport seen, UnaryOperator<WorkerBuilder> more, ScriptedHandler... handlers) {
        WorkerBuilder builder = Worker.builder(seen)
                .time(time)
                .random(new Random(42))
                .concurrency(4)
                .withoutDiscovery()
                .listener(new WorkerListener() {
                    @Override
                    public void ended(AttemptEnd end) {
                        ends.add(end);
                    }
                });
        for (ScriptedHandler handler : handlers) {
            builder.handler(handler);
        }
        Worker worker = more.apply(builder).start();
        workers.add(worker);
        return worker;
    }

    String submit(String operation) {
        return submit(operation, builder -> builder);
    }

    String submit(String operation, UnaryOperator<JobBuilder> more) {
        return submit(
                more.apply(JobBuilder.operation(operation, Json.ofValue("x")).createdAt(time.instant()))
                        .build());
    }

    String submit(JobDocument document) {
        store.client().submit(JobSubmission.of(document, JobCodec.standard().write(document)));
        return document.jobId();
    }

    JobRecord record(String jobId) {
        return store.client().find(jobId).orElseThrow();
    }

    JobState state(String jobId) {
        return record(jobId).state();
    }

    static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(3));
    }

    JobResult result(String jobId) {
        return await().until(() -> store.client().result(jobId), java.util.Optional::isPresent)
                .orElseThrow();
    }

    void awaitState(String jobId, JobState state) {
        await().until(() -> state(jobId), s -> s == state);
    }

    /** Whether no thread of a handler or an errand does anything just now. */
    boolean jobThreadsRest() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("guestkit-job-"))
                .noneMatch(thread -> thread.getState() == Thread.State.RUNNABLE);
    }

    /** Turns time on in small steps, so that every thread sees them, until {@code done}. */
    void turnUntil(Duration step, Callable<Boolean> done) {
        await().until(() -> {
            if (done.call()) {
                return true;
            }
            time.advance(step);
            return false;
        });
    }

    /** Turns time on by so much in steps that every thread sees. */
    void turn(Duration total, Duration step) {
        for (Duration turned = Duration.ZERO; turned.compareTo(total) < 0; turned = turned.plus(step)) {
            time.advance(step);
        }
    }

    @Override
    public void close() {
        for (Worker worker : workers) {
            Thread closer = new Thread(worker::close);
            closer.setDaemon(true);
            closer.start();
            turnUntil(Duration.ofSeconds(1), () -> !closer.isAlive());
        }
        store.close();
    }
}
