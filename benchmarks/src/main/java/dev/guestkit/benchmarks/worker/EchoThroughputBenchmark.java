package dev.guestkit.benchmarks.worker;

import dev.guestkit.benchmarks.FloorBenchmark;
import dev.guestkit.benchmarks.Measurement;
import java.util.ArrayList;
import java.util.List;

/**
 * Bytes of an echo job's document in, bytes of its result out, eight at a time: our whole way (read, validate, submit, claim,
 * run, finish, write) beside a bare executor whose eight threads read the same documents with Jackson and write the answer.
 */
public final class EchoThroughputBenchmark implements FloorBenchmark {
    /** How many jobs run, and how many submitters feed them, at a time. */
    static final int CONCURRENT = 8;

    @Override
    public String name() {
        return "worker-echo";
    }

    @Override
    public List<Measurement> run(boolean quick) throws Exception {
        int jobs = quick ? 60_000 : 200_000;
        int runs = quick ? 3 : 7;
        List<Double> ours = new ArrayList<>();
        List<Double> reference = new ArrayList<>();
        for (int run = -5; run < runs; run++) { // the first five warm up: ours has far more code to compile
            List<byte[]> documents = EchoDocuments.make(jobs);
            double bare = BareExecutor.jobsPerSecond(documents);
            double whole = WholeWorker.jobsPerSecond(documents);
            if (run >= 0) {
                reference.add(bare);
                ours.add(whole);
            }
        }
        return List.of(Measurement.ratioAtLeast(
                0.15,
                "worker.echo.throughput",
                ours,
                reference,
                "8 threads of an executor, ObjectMapper read and write",
                "jobs/s"));
    }
}
