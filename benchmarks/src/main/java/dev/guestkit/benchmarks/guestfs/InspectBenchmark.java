package dev.guestkit.benchmarks.guestfs;

import dev.guestkit.benchmarks.FloorBenchmark;
import dev.guestkit.benchmarks.Measurement;
import dev.guestkit.benchmarks.Timed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A whole cold job, JVM start included, beside virt-inspector on the same image: a pair at a time, so that a machine that is busy for
 * a while is so for both.
 */
public final class InspectBenchmark implements FloorBenchmark {
    private static final int PAIRS = 5;

    /** Makes one. */
    public InspectBenchmark() {}

    @Override
    public String name() {
        return "inspect";
    }

    @Override
    public List<Measurement> run(boolean quick) throws IOException, InterruptedException {
        Path image = Fixtures.image("debian12-real.qcow2");
        Path report = Files.createTempDirectory("guestkit-bench").resolve("report.json");
        List<String> ours = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                InspectOnce.class.getName(),
                image.toString(),
                report.toString());
        List<String> theirs = List.of("virt-inspector", "--format=qcow2", "-a", image.toString());
        Map<String, String> direct = Map.of("LIBGUESTFS_BACKEND", "direct", "LIBGUESTFS_BACKEND_SETTINGS", "force_tcg");
        List<Double> our = new ArrayList<>();
        List<Double> their = new ArrayList<>();
        for (int pair = 0; pair < (quick ? 1 : PAIRS); pair++) {
            // No job writes over the report of another one.
            Files.deleteIfExists(report);
            our.add(Timed.seconds(ours, Map.of()));
            their.add(Timed.seconds(theirs, direct));
        }
        return List.of(Measurement.ratioAtMost(1.1, "inspect.cold", our, their, "virt-inspector", "s"));
    }
}
