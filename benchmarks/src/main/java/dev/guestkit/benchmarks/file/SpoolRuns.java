package dev.guestkit.benchmarks.file;

import dev.guestkit.job.JobBuilder;
import dev.guestkit.job.JobCodec;
import dev.guestkit.job.JobDocument;
import dev.guestkit.job.WorkerCapabilities;
import dev.guestkit.transport.file.FileTransport;
import dev.guestkit.worker.AttemptEnd;
import dev.guestkit.worker.Worker;
import dev.guestkit.worker.WorkerListener;
import dev.guestkit.worker.spi.JobSubmission;
import dev.guestkit.worker.spi.WorkerOffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What the benchmarks of the spool do in common. */
public final class SpoolRuns {
    private static final JobCodec CODEC = JobCodec.standard();

    private SpoolRuns() {}

    /** Does something with one job. */
    interface Step {
        void of(JobSubmission job) throws IOException;
    }

    static List<JobSubmission> jobs(int count) {
        List<JobSubmission> jobs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            JobDocument document = JobBuilder.echo("x".repeat(300)).build();
            jobs.add(JobSubmission.of(document, CODEC.write(document)));
        }
        return jobs;
    }

    /** Jobs a second through {@code step}, by this many threads at once. */
    static double rate(int threads, List<JobSubmission> jobs, Step step) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            long begin = System.nanoTime();
            List<Future<?>> parts = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                int first = thread;
                parts.add(pool.submit(() -> {
                    for (int i = first; i < jobs.size(); i += threads) {
                        publish(step, jobs.get(i));
                    }
                }));
            }
            for (Future<?> part : parts) {
                part.get();
            }
            return jobs.size() / ((System.nanoTime() - begin) / 1e9);
        } finally {
            pool.shutdownNow();
        }
    }

    private static void publish(Step step, JobSubmission job) {
        try {
            step.of(job);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Jobs a second from submission to their ends, the next one only when the one before has ended. */
    static double wholeJobs(FileTransport transport, List<JobSubmission> jobs) throws InterruptedException {
        Semaphore ended = new Semaphore(0);
        WorkerListener counting = new WorkerListener() {
            @Override
            public void ended(AttemptEnd end) {
                ended.release();
            }
        };
        try (Worker worker =
                Worker.builder(transport).concurrency(1).listener(counting).start()) {
            long begin = System.nanoTime();
            for (JobSubmission job : jobs) {
                transport.client().submit(job);
                if (!ended.tryAcquire(1, TimeUnit.MINUTES)) {
                    throw new IllegalStateException("worker " + worker.id() + " did not end "
                            + job.document().jobId());
                }
            }
            return jobs.size() / ((System.nanoTime() - begin) / 1e9);
        }
    }

    /** A worker that notes when it starts a handler, and tells it. */
    static Worker worker(FileTransport transport, AtomicLong at, Semaphore started) {
        return Worker.builder(transport)
                .concurrency(1)
                .listener(new WorkerListener() {
                    @Override
                    public void started(JobDocument document, String handler, int attempt) {
                        at.set(System.nanoTime());
                        started.release();
                    }
                })
                .start();
    }

    /**
     * Deletes a directory of any size.
     *
     * @throws IOException when something of it cannot be deleted
     */
    public static void delete(Path root) throws IOException {
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException trouble)
                    throws IOException {
                Files.deleteIfExists(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** A worker that takes echo jobs, one at a time. */
    static WorkerOffer offer() {
        WorkerCapabilities worker = new WorkerCapabilities(
                "bench",
                "1.0.0",
                "bench",
                Instant.EPOCH,
                new WorkerCapabilities.Abilities(List.of("system.echo"), List.of(), List.of()),
                new WorkerCapabilities.Resources(1, Optional.empty(), Optional.empty(), 1, 1),
                new WorkerCapabilities.Configuration(false, Optional.empty(), Map.of()),
                new WorkerCapabilities.Status("ready", 0, Instant.EPOCH),
                Map.of());
        return new WorkerOffer(worker, Set.of("system.echo.v1"), 1, Map.of());
    }
}
