package dev.guestkit.examples;

import dev.guestkit.job.JobBuilder;
import dev.guestkit.job.JobDocument;
import dev.guestkit.job.JobResult;
import dev.guestkit.transport.file.FileTransport;
import dev.guestkit.worker.Worker;
import java.nio.file.Path;
import java.time.Duration;

/** Embeds a worker in a program: three lines to start it, one to close it. */
public final class EmbedWorker {
    private EmbedWorker() {}

    /** Inspects the image {@code args[2]} in the directory {@code args[1]} through the spool {@code args[0]}. */
    public static void main(String[] args) {
        System.out.println(inspect(Path.of(args[0]), Path.of(args[1]), args[2]).status());
    }

    static JobResult inspect(Path spool, Path images, String name) {
        try (FileTransport transport = FileTransport.open(spool);
                Worker worker = Worker.builder(transport).allowedRoot(images).start()) {
            JobDocument job = JobBuilder.inspect(
                            images.resolve(name).toAbsolutePath().toString())
                    .label("worker", worker.id())
                    .timeout(Duration.ofMinutes(10))
                    .build();
            transport.client().submit(job).orThrow();
            return transport.client().await(job.jobId(), Duration.ofMinutes(11)).orElseThrow();
        }
    }
}
