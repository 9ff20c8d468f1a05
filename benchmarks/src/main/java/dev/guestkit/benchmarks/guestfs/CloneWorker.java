package dev.guestkit.benchmarks.guestfs;

import dev.guestkit.appliance.LibguestfsEngine;
import dev.guestkit.appliance.Tier;
import dev.guestkit.handlers.InspectHandler;
import dev.guestkit.job.JobBuilder;
import dev.guestkit.job.JobDocument;
import dev.guestkit.job.JobResult;
import dev.guestkit.job.JobStatus;
import dev.guestkit.job.Metrics;
import dev.guestkit.worker.MemoryTransport;
import dev.guestkit.worker.Worker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A running worker that inspects by clones, warm as one is after its first jobs. */
final class CloneWorker implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int WARM_UP = 3;

    private final Path image;
    private final LibguestfsEngine engine;
    private final MemoryTransport transport = MemoryTransport.create();
    private final Worker worker;

    CloneWorker(Path image, int pool, int atOnce) {
        this.image = image;
        engine = LibguestfsEngine.builder().tier(Tier.CLONE).pool(pool).build();
        engine.prepare();
        worker = Worker.builder(transport)
                .withoutDiscovery()
                .handler(InspectHandler.builder().engine(engine).build())
                .concurrency(atOnce)
                .resource(InspectHandler.RESOURCE, atOnce)
                .allowedRoot(image.resolveSibling(""))
                .start();
        for (int i = 0; i < WARM_UP; i++) {
            inspect();
        }
    }

    /** One inspection, from submission to stored result. */
    Metrics inspect() {
        return await(submit());
    }

    /** As many, one behind the other, as the worker takes them. */
    void inspect(int count) {
        List<String> jobs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            jobs.add(submit());
        }
        jobs.forEach(this::await);
    }

    private String submit() {
        JobDocument job = JobBuilder.inspect(image.toString()).build();
        transport.client().submit(job).orThrow();
        return job.jobId();
    }

    private Metrics await(String job) {
        JobResult result = transport.client().await(job, PATIENCE).orElseThrow();
        if (result.status() != JobStatus.COMPLETED) {
            throw new IllegalStateException("the inspection ended as " + result.status() + ": " + result.error());
        }
        return result.metrics().orElseThrow();
    }

    @Override
    public void close() {
        worker.close();
        engine.close();
        transport.close();
    }
}
