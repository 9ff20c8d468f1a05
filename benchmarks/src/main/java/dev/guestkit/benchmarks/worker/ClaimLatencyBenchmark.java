package dev.guestkit.benchmarks.worker;

import dev.guestkit.benchmarks.FloorBenchmark;
import dev.guestkit.benchmarks.Measurement;
import dev.guestkit.job.JobBuilder;
import dev.guestkit.job.JobCodec;
import dev.guestkit.job.JobDocument;
import dev.guestkit.job.Json;
import dev.guestkit.worker.AttemptEnd;
import dev.guestkit.worker.MemoryTransport;
import dev.guestkit.worker.Worker;
import dev.guestkit.worker.WorkerListener;
import dev.guestkit.worker.spi.ClaimToken;
import dev.guestkit.worker.spi.HandlerSpec;
import dev.guestkit.worker.spi.JobContext;
import dev.guestkit.worker.spi.JobHandler;
import dev.guestkit.worker.spi.JobSubmission;
import dev.guestkit.worker.spi.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;

/** How long a job takes from its claim to its handler on an otherwise idle worker, one job at a time: the 99th percentile. */
public final class ClaimLatencyBenchmark implements FloorBenchmark {
    @Override
    public String name() {
        return "worker-claim-latency";
    }

    @Override
    public List<Measurement> run(boolean quick) throws InterruptedException {
        List<Double> percentiles = new ArrayList<>();
        try (Probe probe = new Probe()) {
            for (int run = -1; run < (quick ? 3 : 5); run++) { // the first one warms up
                double p99 = probe.p99Millis(quick ? 1000 : 3000);
                if (run >= 0) {
                    percentiles.add(p99);
                }
            }
        }
        return List.of(Measurement.atMost(1, "worker.claim-to-handler.p99", percentiles, "ms"));
    }

    private static final class Probe implements JobHandler, WorkerListener, AutoCloseable {
        private final MemoryTransport transport = MemoryTransport.builder().build();
        private final Worker worker;
        private final Semaphore ended = new Semaphore(0);
        private volatile long claimedAt;
        private volatile long took;

        Probe() {
            worker = Worker.builder(transport)
                    .handler(this)
                    .listener(this)
                    .withoutDiscovery()
                    .start();
        }

        double p99Millis(int jobs) throws InterruptedException {
            long[] nanos = new long[jobs];
            for (int i = 0; i < jobs; i++) {
                JobDocument document =
                        JobBuilder.operation("bench.latency", Json.NULL).build();
                transport
                        .client()
                        .submit(JobSubmission.of(document, JobCodec.standard().write(document)));
                ended.acquire();
                nanos[i] = took;
            }
            Arrays.sort(nanos);
            return nanos[(int) (jobs * 0.99)] / 1e6;
        }

        @Override
        public HandlerSpec spec() {
            return HandlerSpec.builder("bench.latency", 1).build();
        }

        @Override
        public void claimed(JobDocument document, ClaimToken token) {
            claimedAt = System.nanoTime();
        }

        @Override
        public Outcome run(JobContext context) {
            took = System.nanoTime() - claimedAt;
            return context.done(Json.NULL);
        }

        @Override
        public void ended(AttemptEnd end) {
            ended.release();
        }

        @Override
        public void close() {
            worker.close();
            transport.close();
        }
    }
}
