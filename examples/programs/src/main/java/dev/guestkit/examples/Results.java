package dev.guestkit.examples;

import dev.guestkit.job.JobResult;
import dev.guestkit.worker.spi.JobClient;
import dev.guestkit.worker.spi.Subscription;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Waits for results without polling hard: a change is told, and what was not told is found by looking again. */
final class Results {
    private Results() {}

    static JobResult await(JobClient client, String jobId) throws InterruptedException {
        Semaphore changes = new Semaphore(0);
        Subscription subscription = client.onChange(id -> changes.release());
        try {
            Optional<JobResult> result = client.result(jobId);
            while (result.isEmpty()) {
                changes.tryAcquire(1, TimeUnit.SECONDS);
                changes.drainPermits();
                result = client.result(jobId);
            }
            return result.get();
        } finally {
            subscription.close();
        }
    }
}
