package com.example.service;

import dev.guestkit.job.JobBuilder;
import dev.guestkit.job.JobCodec;
import dev.guestkit.job.JobDocument;
import dev.guestkit.job.JobResult;
import dev.guestkit.transport.file.FileTransport;
import dev.guestkit.worker.Worker;
import dev.guestkit.worker.spi.JobClient;
import java.time.Duration;
import org.springframework.boot.CommandLineRunner;
import org.springframework.stereotype.Component;

/** Inspects the images that the command line names and prints what was found. */
@Component
class InspectAtStart implements CommandLineRunner {
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private final JobClient client;

    InspectAtStart(FileTransport spool, Worker worker) {
        this.client = spool.client();
        System.out.println("operations: " + worker.capabilities().capabilities().operations());
    }

    @Override
    public void run(String... arguments) {
        for (String argument : arguments) {
            if (!argument.startsWith("--")) {
                JobDocument job = JobBuilder.inspect(argument).build();
                client.submit(job).orThrow();
                JobResult result = client.await(job.jobId(), PATIENCE).orElseThrow();
                System.out.println(new String(JobCodec.standard().write(result)));
            }
        }
    }
}
