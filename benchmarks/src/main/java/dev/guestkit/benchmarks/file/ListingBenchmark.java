package dev.guestkit.benchmarks.file;

import dev.guestkit.benchmarks.FloorBenchmark;
import dev.guestkit.benchmarks.Heap;
import dev.guestkit.benchmarks.Measurement;
import dev.guestkit.transport.file.FileTransport;
import dev.guestkit.worker.spi.JobQuery;
import dev.guestkit.worker.spi.JobState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Pages and counts of a spool with a million ended jobs, and what the index of them takes; quick, of 50,000. */
public final class ListingBenchmark implements FloorBenchmark {
    private static final int JOBS = 1_000_000;
    private static final int QUICK_JOBS = 50_000;

    @Override
    public String name() {
        return "file-listing";
    }

    @Override
    public List<Measurement> run(boolean quick) throws Exception {
        int jobs = quick ? QUICK_JOBS : JOBS;
        Path root = Files.createTempDirectory("guestkit-bench-listing");
        try (FileTransport transport = FileTransport.open(root)) {
            new EndedSpool(root, jobs).make();
            return measure(transport, jobs, quick ? 10 : 50);
        } finally {
            SpoolRuns.delete(root);
        }
    }

    private static List<Measurement> measure(FileTransport transport, int jobs, int pages) throws Exception {
        List<Measurement> all = new ArrayList<>();
        long before = Heap.used();
        try (Claiming claiming = Claiming.begin(transport)) {
            long begin = System.nanoTime();
            long counted = transport.control().stats().count(JobState.COMPLETED);
            double seconds = (System.nanoTime() - begin) / 1e9;
            if (counted < jobs * 9L / 10) {
                throw new IllegalStateException("only " + counted + " completed jobs of " + jobs + " were counted");
            }
            // A build has no floor of its own: this only says when something is badly wrong.
            all.add(Measurement.atMost(600, "file.listing.build", List.of(seconds * JOBS / jobs), "s/1m"));
            all.add(Measurement.atMost(250, "file.listing.claim-meanwhile", claiming.p99Millis(), "ms"));
        }
        double megabytes = (Heap.used() - before) / 1e6;
        all.add(Measurement.atMost(400, "file.listing.heap", List.of(megabytes * JOBS / jobs), "MB/1m"));
        queries(jobs)
                .forEach((filter, query) -> all.add(Measurement.atMost(
                        50, "file.listing.page." + filter, times(pages, () -> page(transport, query)), "ms")));
        all.add(Measurement.atMost(
                5, "file.listing.stats", times(pages, () -> transport.control().stats()), "ms"));
        return all;
    }

    private static void page(FileTransport transport, JobQuery query) {
        int rows = transport.client().list(query).jobs().size();
        if (rows != query.limit()) {
            throw new IllegalStateException("a page of " + query.limit() + " was expected, got " + rows);
        }
    }

    private static List<Double> times(int count, Runnable question) {
        List<Double> times = new ArrayList<>();
        for (int i = -3; i < count; i++) {
            long begin = System.nanoTime();
            question.run();
            if (i >= 0) {
                times.add((System.nanoTime() - begin) / 1e6);
            }
        }
        return times;
    }

    private static Map<String, JobQuery> queries(int jobs) {
        Instant middle = EndedSpool.submitted(jobs / 2);
        Optional<Instant> always = Optional.empty();
        Optional<String> any = Optional.empty();
        String prefix = EndedSpool.id(0).substring(0, EndedSpool.id(0).length() - 4);
        return Map.of(
                "state", query(Set.of(JobState.FAILED), Set.of(), Map.of(), always, any),
                "operation", query(Set.of(), Set.of("system.echo"), Map.of(), always, any),
                "label", query(Set.of(), Set.of(), Map.of("batch", "b-25"), always, any),
                "time", query(Set.of(), Set.of(), Map.of(), Optional.of(middle), any),
                "prefix", query(Set.of(), Set.of(), Map.of(), always, Optional.of(prefix)));
    }

    private static JobQuery query(
            Set<JobState> states,
            Set<String> operations,
            Map<String, String> labels,
            Optional<Instant> since,
            Optional<String> prefix) {
        return new JobQuery(
                states,
                operations,
                labels,
                Optional.empty(),
                since,
                since.map(time -> time.plus(Duration.ofHours(1))),
                prefix,
                true,
                100,
                Optional.empty());
    }
}
