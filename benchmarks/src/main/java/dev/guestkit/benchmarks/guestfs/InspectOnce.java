package dev.guestkit.benchmarks.guestfs;

import dev.guestkit.handlers.InspectHandler;
import dev.guestkit.job.JobBuilder;
import dev.guestkit.job.JobDocument;
import dev.guestkit.job.JobResult;
import dev.guestkit.job.Json;
import dev.guestkit.worker.MemoryTransport;
import dev.guestkit.worker.Worker;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * One whole job in a JVM of its own: document, worker, inspection, result. Exits with 0 when systems were found, and leaves the
 * rest to the end of the process.
 */
final class InspectOnce {
    private static final int SECONDS = 300;

    private InspectOnce() {}

    public static void main(String[] arguments) throws InterruptedException {
        Path image = Path.of(arguments[0]).toAbsolutePath();
        Path report = Path.of(arguments[1]).toAbsolutePath();
        JobDocument job = JobBuilder.inspect(image.toString(), d -> d.output("json", report.toString()))
                .build();
        Semaphore changed = new Semaphore(0);
        MemoryTransport transport = MemoryTransport.create();
        transport.client().onChange(id -> changed.release());
        Worker.builder(transport)
                .withoutDiscovery()
                .handler(new InspectHandler())
                .allowedRoot(image.resolveSibling(""))
                .allowedRoot(report.resolveSibling(""))
                .start();
        transport.client().submit(job);
        JobResult result = await(transport, job.jobId(), changed);
        boolean found = result.data()
                .flatMap(d -> d.at("/verdict"))
                .flatMap(Json::text)
                .filter("systems"::equals)
                .isPresent();
        System.exit(found ? 0 : 1);
    }

    private static JobResult await(MemoryTransport transport, String jobId, Semaphore changed)
            throws InterruptedException {
        while (true) {
            Optional<JobResult> result = transport.client().result(jobId);
            if (result.isPresent()) {
                return result.get();
            }
            if (!changed.tryAcquire(SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("no result within " + SECONDS + " s");
            }
        }
    }
}
