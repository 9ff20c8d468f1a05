package dev.guestkit.benchmarks.worker;

import dev.guestkit.job.JobCodec;
import dev.guestkit.job.JobDocument;
import dev.guestkit.job.JobValidator;
import dev.guestkit.worker.AttemptEnd;
import dev.guestkit.worker.MemoryTransport;
import dev.guestkit.worker.Worker;
import dev.guestkit.worker.WorkerListener;
import dev.guestkit.worker.spi.JobSubmission;
import dev.guestkit.worker.spi.SubmitOutcome;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;

/** The whole way: read, validate, submit, claim, run, finish, and the result's bytes. */
final class WholeWorker {
    private static final JobCodec CODEC = JobCodec.standard();
    /** Jobs between submission and result: applications do not pile up a hundred thousand ahead of their worker. */
    private static final int WINDOW = 1000;

    private static final JobValidator VALIDATOR = JobValidator.standard();

    private WholeWorker() {}

    static double jobsPerSecond(List<byte[]> documents) throws InterruptedException {
        int concurrent = EchoThroughputBenchmark.CONCURRENT;
        ExecutorService submitters = Executors.newFixedThreadPool(concurrent);
        CountDownLatch left = new CountDownLatch(documents.size());
        LongAdder written = new LongAdder();
        Window window = new Window(WINDOW);
        try (MemoryTransport transport = MemoryTransport.builder().build();
                Worker worker = Worker.builder(transport)
                        .concurrency(concurrent)
                        .listener(writer(written, left, window))
                        .start()) {
            long begin = System.nanoTime();
            for (byte[] document : documents) {
                submitters.execute(() -> submit(transport, document, window));
            }
            left.await();
            if (worker.metrics().activeJobs() > concurrent) {
                throw new IllegalStateException("more jobs at once than were allowed");
            }
            return documents.size() / ((System.nanoTime() - begin) / 1e9);
        } finally {
            submitters.shutdownNow();
        }
    }

    private static WorkerListener writer(LongAdder written, CountDownLatch left, Window window) {
        return new WorkerListener() {
            @Override
            public void ended(AttemptEnd end) {
                written.add(CODEC.write(end.result().orElseThrow()).length);
                window.leave();
                left.countDown();
            }
        };
    }

    private static void submit(MemoryTransport transport, byte[] document, Window window) {
        try {
            window.enter();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return; // the run is being given up
        }
        JobDocument checked = VALIDATOR.check(document).orThrow();
        SubmitOutcome outcome = transport.client().submit(JobSubmission.of(checked, document));
        if (!outcome.isAccepted()) {
            throw new IllegalStateException("not accepted: " + outcome);
        }
    }
}
