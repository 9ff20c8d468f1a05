package dev.guestkit.benchmarks.worker;

import dev.guestkit.benchmarks.FloorBenchmark;
import dev.guestkit.benchmarks.Measurement;
import dev.guestkit.benchmarks.file.SpoolRuns;
import dev.guestkit.transport.file.FileTransport;
import dev.guestkit.worker.MemoryTransport;
import dev.guestkit.worker.Worker;
import dev.guestkit.worker.spi.JobTransport;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What share of one processor the threads of an idle worker and of its store use. */
public final class IdleCpuBenchmark implements FloorBenchmark {
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    @Override
    public String name() {
        return "worker-idle";
    }

    @Override
    public List<Measurement> run(boolean quick) throws Exception {
        Path spool = Files.createTempDirectory("guestkit-bench-idle");
        try {
            return List.of(
                    measure("worker.idle.cpu", quick, MemoryTransport.create()),
                    measure("file.idle.cpu", quick, FileTransport.open(spool)));
        } finally {
            SpoolRuns.delete(spool);
        }
    }

    private Measurement measure(String floor, boolean quick, JobTransport store) throws InterruptedException {
        List<Double> shares = new ArrayList<>();
        try (store;
                Worker worker = Worker.builder(store).start()) {
            pass(2); // until everything has started and is warm
            for (int run = 0; run < (quick ? 2 : 4); run++) {
                shares.add(percent(quick ? 5 : 15));
            }
            if (!worker.isReady()) {
                throw new IllegalStateException("the worker is not ready, its idleness says nothing");
            }
        }
        return Measurement.atMost(0.5, floor, shares, "% of one processor");
    }

    private double percent(int seconds) throws InterruptedException {
        long cpu = workerCpuNanos();
        long begin = System.nanoTime();
        pass(seconds);
        return 100.0 * (workerCpuNanos() - cpu) / (System.nanoTime() - begin);
    }

    private static void pass(int seconds) throws InterruptedException {
        new CountDownLatch(1).await(seconds, TimeUnit.SECONDS);
    }

    private long workerCpuNanos() {
        return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(info -> info != null && info.getThreadName().startsWith("guestkit-"))
                .mapToLong(info -> Math.max(0, threads.getThreadCpuTime(info.getThreadId())))
                .sum();
    }
}
