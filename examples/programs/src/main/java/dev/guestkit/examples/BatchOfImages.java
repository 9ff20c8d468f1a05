package dev.guestkit.examples;

import dev.guestkit.job.JobBuilder;
import dev.guestkit.job.JobCodec;
import dev.guestkit.job.JobDocument;
import dev.guestkit.job.JobResult;
import dev.guestkit.worker.spi.JobClient;
import dev.guestkit.worker.spi.JobSubmission;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Inspects many images: one job each, under an idempotency key, so that running the program again after a crash repeats
 * nothing that is done.
 */
public final class BatchOfImages {
    private BatchOfImages() {}

    /** Submits a job for each image and returns how each ended, by image, when all have. */
    static Map<Path, JobResult> inspect(JobClient client, String batch, List<Path> images) throws InterruptedException {
        Map<Path, String> jobs = new LinkedHashMap<>();
        for (Path image : images) {
            JobDocument job = JobBuilder.inspect(image.toString())
                    .namespace(batch)
                    .idempotencyKey(image.toString())
                    .label("batch", batch)
                    .build();
            JobSubmission submission = JobSubmission.of(job, JobCodec.standard().write(job));
            // Known already from an earlier run: then that job is the one to wait for.
            jobs.put(image, client.submit(submission).firstJobId());
        }
        Map<Path, JobResult> results = new LinkedHashMap<>();
        for (Map.Entry<Path, String> entry : jobs.entrySet()) {
            results.put(entry.getKey(), Results.await(client, entry.getValue()));
        }
        return results;
    }
}
