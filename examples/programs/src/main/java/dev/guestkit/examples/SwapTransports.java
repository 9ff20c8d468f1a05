package dev.guestkit.examples;

import dev.guestkit.job.JobBuilder;
import dev.guestkit.job.JobDocument;
import dev.guestkit.job.JobResult;
import dev.guestkit.transport.file.FileTransport;
import dev.guestkit.worker.MemoryTransport;
import dev.guestkit.worker.Worker;
import dev.guestkit.worker.spi.JobTransport;
import java.nio.file.Path;
import java.time.Duration;

/** The same work on whatever store: only the line that opens it differs. */
public final class SwapTransports {
    private SwapTransports() {}

    /** Echoes through memory and, when a directory is given, through a spool in it. */
    public static void main(String[] args) {
        try (JobTransport memory = MemoryTransport.create()) {
            System.out.println(echo(memory, "through memory").status());
        }
        if (args.length > 0) {
            try (JobTransport spool = FileTransport.open(Path.of(args[0]))) {
                System.out.println(echo(spool, "through a spool").status());
            }
        }
    }

    static JobResult echo(JobTransport transport, String text) {
        try (Worker worker = Worker.builder(transport).start()) {
            JobDocument job = JobBuilder.echo(text).label("worker", worker.id()).build();
            transport.client().submit(job).orThrow();
            return transport.client().await(job.jobId(), Duration.ofMinutes(1)).orElseThrow();
        }
    }
}
