package dev.guestkit.benchmarks.guestfs;

import dev.guestkit.benchmarks.FloorBenchmark;
import dev.guestkit.benchmarks.Measurement;
import dev.guestkit.benchmarks.Timed;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Inspections by a running worker, from submission to stored result, beside virt-inspector on the same image. */
public final class CloneBenchmark implements FloorBenchmark {
    private static final int PAIRS = 5;
    private static final int EACH = 3;
    private static final int AT_ONCE = 2;
    private static final int IMAGES = 8;
    /** Until the pool is full again, and its clones have practised. */
    private static final Duration REFILL = Duration.ofSeconds(4);

    private static final Duration IDLE = Duration.ofSeconds(20);

    /** Makes one. */
    public CloneBenchmark() {}

    @Override
    public String name() {
        return "clone";
    }

    @Override
    public List<Measurement> run(boolean quick) throws IOException, InterruptedException {
        Path image = Fixtures.image("debian12-real.qcow2");
        List<String> theirs = List.of("virt-inspector", "--format=qcow2", "-a", image.toString());
        Map<String, String> direct = Map.of("LIBGUESTFS_BACKEND", "direct", "LIBGUESTFS_BACKEND_SETTINGS", "force_tcg");
        List<Double> fresh = new ArrayList<>();
        List<Double> pooled = new ArrayList<>();
        List<Double> their = new ArrayList<>();
        List<Double> memory = new ArrayList<>();
        List<Double> idle = new ArrayList<>();
        try (CloneWorker clones = new CloneWorker(image, 0, 1);
                CloneWorker pool = new CloneWorker(image, 1, 1)) {
            for (int pair = 0; pair < (quick ? 1 : PAIRS); pair++) {
                for (int i = 0; i < EACH; i++) {
                    fresh.add(seconds(() ->
                            memory.add((double) clones.inspect().peakMemoryMb().orElseThrow())));
                }
                for (int i = 0; i < EACH; i++) {
                    pause(REFILL);
                    pooled.add(seconds(pool::inspect));
                }
                their.add(Timed.seconds(theirs, direct));
            }
            pause(REFILL);
            idle.add(100 * processorSeconds(IDLE) / IDLE.toSeconds());
        }
        List<Double> rates = new ArrayList<>();
        try (CloneWorker both = new CloneWorker(image, 0, AT_ONCE)) {
            for (int run = 0; run < (quick ? 1 : EACH); run++) {
                rates.add(IMAGES / seconds(() -> both.inspect(IMAGES)));
            }
        }
        return List.of(
                Measurement.ratioAtMost(0.05, "inspect.clone", fresh, their, "virt-inspector", "s"),
                Measurement.ratioAtMost(0.025, "inspect.pool", pooled, their, "virt-inspector", "s"),
                Measurement.atLeast(1.6, "inspect.two-at-a-time", rates, "images/s"),
                Measurement.atMost(150, "inspect.clone.memory", memory, "MiB"),
                Measurement.atMost(0.5, "inspect.pool.idle", idle, "% of a core"));
    }

    private static double seconds(Runnable work) {
        long begin = System.nanoTime();
        work.run();
        return (System.nanoTime() - begin) / 1e9;
    }

    /** What all processes below this one use meanwhile. */
    private static double processorSeconds(Duration time) throws InterruptedException {
        Duration before = used();
        pause(time);
        return used().minus(before).toMillis() / 1e3;
    }

    private static Duration used() {
        return ProcessHandle.current()
                .descendants()
                .map(p -> p.info().totalCpuDuration())
                .flatMap(Optional::stream)
                .reduce(Duration.ZERO, Duration::plus);
    }

    private static void pause(Duration time) throws InterruptedException {
        boolean counted = new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS);
        assert !counted;
    }
}
