package dev.guestkit.benchmarks.file;

import dev.guestkit.benchmarks.FloorBenchmark;
import dev.guestkit.benchmarks.Measurement;
import dev.guestkit.transport.file.FileTransport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Submissions and whole jobs through a spool, beside a bare loop of the same system calls on the same directory. */
public final class SpoolBenchmark implements FloorBenchmark {
    private static final String REFERENCE = "create, write, fsync, link, unlink, directory fsync";

    /** Measures one run: the reference first, then ours. */
    private interface Run {
        double[] on(FileTransport transport, BareLoop loop) throws Exception;
    }

    @Override
    public String name() {
        return "file-spool";
    }

    @Override
    public List<Measurement> run(boolean quick) throws Exception {
        int jobs = quick ? 300 : 2_000;
        int runs = quick ? 5 : 9;
        return List.of(
                submit("file.submit.single", 1, jobs, runs),
                submit("file.submit.8", 8, jobs, runs),
                wholeJob(jobs, runs));
    }

    private static Measurement submit(String floor, int threads, int jobs, int runs) throws Exception {
        return measure(0.8, floor, REFERENCE, runs, (transport, loop) -> new double[] {
            SpoolRuns.rate(
                    threads,
                    SpoolRuns.jobs(jobs),
                    job -> loop.publish(job.document().jobId(), job.bytes())),
            SpoolRuns.rate(
                    threads, SpoolRuns.jobs(jobs), job -> transport.client().submit(job))
        });
    }

    private static Measurement wholeJob(int jobs, int runs) throws Exception {
        return measure(0.5, "file.job", "two loops of " + REFERENCE, runs, (transport, loop) -> new double[] {
            SpoolRuns.rate(1, SpoolRuns.jobs(jobs), job -> {
                loop.publish(job.document().jobId(), job.bytes());
                loop.publish(job.document().jobId() + "-result", job.bytes());
            }),
            SpoolRuns.wholeJobs(transport, SpoolRuns.jobs(jobs))
        });
    }

    private static Measurement measure(double limit, String floor, String reference, int runs, Run run)
            throws Exception {
        List<Double> ours = new ArrayList<>();
        List<Double> bare = new ArrayList<>();
        for (int i = -1; i < runs; i++) { // the first warms up
            Path root = Files.createTempDirectory("guestkit-bench-spool");
            try (FileTransport transport = FileTransport.open(root)) {
                double[] rates = run.on(transport, new BareLoop(root));
                if (i >= 0) {
                    bare.add(rates[0]);
                    ours.add(rates[1]);
                }
            } finally {
                SpoolRuns.delete(root);
            }
        }
        return Measurement.ratioAtLeast(limit, floor, ours, bare, reference, "jobs/s");
    }
}
