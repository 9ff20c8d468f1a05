package dev.guestkit.benchmarks;

import dev.guestkit.benchmarks.job.JobSpecBenchmark;
import java.util.List;

/** The list of all benchmarks. */
final class Benchmarks {
    private Benchmarks() {}

    static List<FloorBenchmark> all() {
        return List.of(new JobSpecBenchmark());
    }
}
