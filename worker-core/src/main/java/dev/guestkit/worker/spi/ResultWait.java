package dev.guestkit.worker.spi;

import dev.guestkit.job.JobResult;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Waits for one result: a change is told, and what was not told is found by looking again. */
final class ResultWait {
    /** A change may be missed by whoever tells of changes, so look again this often. */
    private static final long LOOK_AGAIN = TimeUnit.SECONDS.toNanos(1);

    private final JobClient client;
    private final String jobId;

    ResultWait(JobClient client, String jobId) {
        this.client = client;
        this.jobId = jobId;
    }

    Optional<JobResult> await(Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + nanos(atMost);
        Semaphore changes = new Semaphore(0);
        // Listening begins before the first look, so that no change falls between them.
        Subscription listening = client.onChange(jobId, id -> changes.release());
        try {
            Optional<JobResult> result = client.result(jobId);
            for (long left = end - System.nanoTime(); result.isEmpty() && left > 0; left = end - System.nanoTime()) {
                changes.tryAcquire(Math.min(left, LOOK_AGAIN), TimeUnit.NANOSECONDS);
                changes.drainPermits();
                result = client.result(jobId);
            }
            return result;
        } finally {
            listening.close();
        }
    }

    /** Far within the range of the clock's differences. */
    private static long nanos(Duration atMost) {
        return atMost.compareTo(Duration.ofDays(36_500)) > 0
                ? Duration.ofDays(36_500).toNanos()
                : Math.max(0, atMost.toNanos());
    }
}
