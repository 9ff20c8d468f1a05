package dev.guestkit.examples;

import dev.guestkit.job.JobBuilder;
import dev.guestkit.job.JobDocument;
import dev.guestkit.job.JobResult;
import dev.guestkit.worker.spi.JobClient;
import dev.guestkit.worker.spi.SubmitOutcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Inspects many images: one job each, under an idempotency key, so that running the program again after a crash repeats
 * nothing that is done.
 */
public final class BatchOfImages {
    private BatchOfImages() {}

    /**
     * Submits a job for each image and returns how each ended, by image; one that has not ended within {@code patience} is
     * absent, and goes on.
     *
     * @throws dev.guestkit.worker.spi.SubmissionRefusedException when the store refuses a job
     */
    static Map<Path, JobResult> inspect(JobClient client, String batch, List<Path> images, Duration patience) {
        Map<Path, String> jobs = new LinkedHashMap<>();
        for (Path image : images) {
            JobDocument job = JobBuilder.inspect(image.toString())
                    .namespace(batch)
                    .idempotencyKey(image.toString())
                    .label("batch", batch)
                    .build();
            jobs.put(image, submitted(client, job));
        }
        Map<Path, JobResult> results = new LinkedHashMap<>();
        for (Map.Entry<Path, String> entry : jobs.entrySet()) {
            client.await(entry.getValue(), patience).ifPresent(result -> results.put(entry.getKey(), result));
        }
        return results;
    }

    /** The job to wait for. */
    private static String submitted(JobClient client, JobDocument job) {
        SubmitOutcome outcome = client.submit(job);
        if (outcome.kind() == SubmitOutcome.Kind.DUPLICATE_IN_PROGRESS) {
            // Left over from an earlier run that has not finished it: then that job is the one to wait for.
            return outcome.firstJobId();
        }
        return outcome.orThrow().jobId();
    }
}
