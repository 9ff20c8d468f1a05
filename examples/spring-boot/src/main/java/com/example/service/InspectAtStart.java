package com.example.service;

import dev.guestkit.job.JobBuilder;
import dev.guestkit.job.JobCodec;
import dev.guestkit.job.JobDocument;
import dev.guestkit.job.JobResult;
import dev.guestkit.transport.file.FileTransport;
import dev.guestkit.worker.Worker;
import dev.guestkit.worker.spi.JobClient;
import dev.guestkit.worker.spi.JobSubmission;
import dev.guestkit.worker.spi.Subscription;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.CommandLineRunner;
import org.springframework.stereotype.Component;

/** Inspects the images that the command line names and prints what was found. */
@Component
class InspectAtStart implements CommandLineRunner {
    private final JobClient client;

    InspectAtStart(FileTransport spool, Worker worker) {
        this.client = spool.client();
        System.out.println("operations: " + worker.capabilities().capabilities().operations());
    }

    @Override
    public void run(String... arguments) throws InterruptedException {
        for (String argument : arguments) {
            if (!argument.startsWith("--")) {
                JobDocument job = JobBuilder.inspect(argument).build();
                client.submit(JobSubmission.of(job, JobCodec.standard().write(job)));
                System.out.println(new String(JobCodec.standard().write(result(job.jobId()))));
            }
        }
    }

    private JobResult result(String jobId) throws InterruptedException {
        Semaphore changes = new Semaphore(0);
        try (Subscription listening = client.onChange(id -> changes.release())) {
            Optional<JobResult> result = client.result(jobId);
            while (result.isEmpty()) {
                // A change may be missed, so it looks again now and then.
                changes.tryAcquire(1, TimeUnit.SECONDS);
                changes.drainPermits();
                result = client.result(jobId);
            }
            return result.get();
        }
    }
}
