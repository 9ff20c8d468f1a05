package dev.guestkit.benchmarks.file;

import dev.guestkit.benchmarks.FloorBenchmark;
import dev.guestkit.benchmarks.Measurement;
import dev.guestkit.transport.file.FileTransport;
import dev.guestkit.worker.Worker;
import dev.guestkit.worker.spi.Claim;
import dev.guestkit.worker.spi.JobSubmission;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A hundred thousand queued jobs found at start-up, and the time from a rename into the drop place to the start of its handler. */
public final class BacklogBenchmark implements FloorBenchmark {
    private static final int QUEUED = 100_000;
    private static final int DROPS = 200;

    @Override
    public String name() {
        return "file-backlog";
    }

    @Override
    public List<Measurement> run(boolean quick) throws Exception {
        List<Measurement> all = new ArrayList<>(backlog(quick ? 2 : 5));
        all.add(drops());
        return all;
    }

    private static List<Measurement> backlog(int runs) throws Exception {
        Path root = Files.createTempDirectory("guestkit-bench-backlog");
        List<Double> first = new ArrayList<>();
        List<Double> whole = new ArrayList<>();
        try {
            FileTransport.open(root).close();
            for (JobSubmission job : SpoolRuns.jobs(QUEUED)) {
                Files.write(root.resolve("queue").resolve(job.document().jobId() + ".json"), job.bytes());
            }
            for (int run = 0; run < runs; run++) {
                long begin = System.nanoTime();
                try (FileTransport transport = FileTransport.open(root)) {
                    Claim claim = transport
                            .source()
                            .claim(SpoolRuns.offer(), 1, Duration.ZERO)
                            .get(0);
                    first.add((System.nanoTime() - begin) / 1e9);
                    if (transport.control().stats().depth() < QUEUED - runs - 1) {
                        throw new IllegalStateException("not all were recovered");
                    }
                    whole.add((System.nanoTime() - begin) / 1e9);
                    transport.source().release(claim.token(), "measured");
                }
            }
        } finally {
            SpoolRuns.delete(root);
        }
        return List.of(
                Measurement.atMost(1, "file.backlog.first-claim", first, "s"),
                Measurement.atMost(5, "file.backlog.recovered", whole, "s"));
    }

    private static Measurement drops() throws Exception {
        Path root = Files.createTempDirectory("guestkit-bench-drops");
        List<Double> millis = new ArrayList<>();
        Semaphore started = new Semaphore(0);
        AtomicLong at = new AtomicLong();
        try (FileTransport transport = FileTransport.open(root);
                Worker worker = SpoolRuns.worker(transport, at, started)) {
            for (JobSubmission job : SpoolRuns.jobs(DROPS + 20)) {
                Path written = Files.write(root.resolve("written"), job.bytes());
                long begin = System.nanoTime();
                Files.move(written, root.resolve("jobs").resolve(job.document().jobId() + ".json"));
                if (!started.tryAcquire(10, TimeUnit.SECONDS)) {
                    throw new IllegalStateException(worker.id() + " did not start a dropped job within 10 s");
                }
                millis.add((at.get() - begin) / 1e6);
            }
        } finally {
            SpoolRuns.delete(root);
        }
        List<Double> measured = new ArrayList<>(millis.subList(20, millis.size()));
        Collections.sort(measured);
        double p99 = measured.get((int) Math.ceil(measured.size() * 0.99) - 1);
        return Measurement.atMost(50, "file.drop.p99", List.of(p99), "ms");
    }
}
