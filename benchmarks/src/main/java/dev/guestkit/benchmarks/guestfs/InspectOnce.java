package dev.guestkit.benchmarks.guestfs;

import dev.guestkit.handlers.InspectHandler;
import dev.guestkit.job.JobBuilder;
import dev.guestkit.job.JobDocument;
import dev.guestkit.job.JobResult;
import dev.guestkit.job.Json;
import dev.guestkit.worker.MemoryTransport;
import dev.guestkit.worker.Worker;
import java.nio.file.Path;
import java.time.Duration;

/**
 * One whole job in a JVM of its own: document, worker, inspection, result. Exits with 0 when systems were found, and leaves the
 * rest to the end of the process.
 */
final class InspectOnce {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private InspectOnce() {}

    public static void main(String[] arguments) {
        Path image = Path.of(arguments[0]).toAbsolutePath();
        Path report = Path.of(arguments[1]).toAbsolutePath();
        JobDocument job = JobBuilder.inspect(image.toString(), d -> d.output("json", report.toString()))
                .build();
        MemoryTransport transport = MemoryTransport.create();
        Worker.builder(transport)
                .withoutDiscovery()
                .handler(new InspectHandler())
                .allowedRoot(image.resolveSibling(""))
                .allowedRoot(report.resolveSibling(""))
                .start();
        transport.client().submit(job).orThrow();
        boolean found = transport
                .client()
                .await(job.jobId(), PATIENCE)
                .flatMap(JobResult::data)
                .flatMap(d -> d.at("/verdict"))
                .flatMap(Json::text)
                .filter("systems"::equals)
                .isPresent();
        System.exit(found ? 0 : 1);
    }
}
