package dev.guestkit.benchmarks;

import dev.guestkit.benchmarks.file.BacklogBenchmark;
import dev.guestkit.benchmarks.file.ListingBenchmark;
import dev.guestkit.benchmarks.file.SpoolBenchmark;
import dev.guestkit.benchmarks.guestfs.ChecksumBenchmark;
import dev.guestkit.benchmarks.guestfs.CloneBenchmark;
import dev.guestkit.benchmarks.guestfs.InspectBenchmark;
import dev.guestkit.benchmarks.http.HttpBenchmark;
import dev.guestkit.benchmarks.job.JobSpecBenchmark;
import dev.guestkit.benchmarks.worker.ClaimLatencyBenchmark;
import dev.guestkit.benchmarks.worker.EchoThroughputBenchmark;
import dev.guestkit.benchmarks.worker.IdleCpuBenchmark;
import dev.guestkit.benchmarks.worker.IndexBenchmark;
import dev.guestkit.benchmarks.worker.QueueHeapBenchmark;
import java.util.List;

/** The list of all benchmarks. */
final class Benchmarks {
    private Benchmarks() {}

    static List<FloorBenchmark> all() {
        return List.of(
                new SpoolBenchmark(),
                new BacklogBenchmark(),
                new ListingBenchmark(),
                new JobSpecBenchmark(),
                new EchoThroughputBenchmark(),
                new ClaimLatencyBenchmark(),
                new IdleCpuBenchmark(),
                new QueueHeapBenchmark(),
                new IndexBenchmark(),
                new HttpBenchmark(),
                new StartBenchmark(),
                new InspectBenchmark(),
                new CloneBenchmark(),
                new ChecksumBenchmark());
    }
}
