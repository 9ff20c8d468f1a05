package dev.guestkit.benchmarks.worker;

import dev.guestkit.benchmarks.FloorBenchmark;
import dev.guestkit.benchmarks.Heap;
import dev.guestkit.benchmarks.Measurement;
import dev.guestkit.worker.spi.JobPage;
import dev.guestkit.worker.spi.JobQuery;
import dev.guestkit.worker.spi.JobQueryBuilder;
import dev.guestkit.worker.spi.JobState;
import dev.guestkit.worker.store.JobFacts;
import dev.guestkit.worker.store.JobIndex;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A page out of a million finished jobs, by each of the filters, and what the index of them takes of the heap. */
public final class IndexBenchmark implements FloorBenchmark {
    private static final int JOBS = 1_000_000;
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @Override
    public String name() {
        return "index";
    }

    @Override
    public List<Measurement> run(boolean quick) {
        long before = Heap.used();
        JobIndex index = filled();
        double megabytes = (Heap.used() - before) / 1e6;
        List<Measurement> measured = new ArrayList<>();
        measured.add(Measurement.atMost(400, "index.heap.1m", List.of(megabytes), "MB"));
        queries()
                .forEach((filter, query) -> measured.add(
                        Measurement.atMost(50, "index.page." + filter, pages(index, query, quick ? 10 : 50), "ms")));
        return measured;
    }

    private static JobIndex filled() {
        JobIndex index = new JobIndex();
        for (int i = 0; i < JOBS; i++) {
            index.put(job(i));
        }
        return index;
    }

    /** Ids as long as a ULID's, a label that every job has alone and one that many share. */
    private static JobFacts job(int i) {
        Instant submitted = START.plusMillis(37L * i);
        JobState state = i % 20 == 0 ? JobState.FAILED : i % 33 == 0 ? JobState.CANCELLED : JobState.COMPLETED;
        return new JobFacts(
                "job-01JBENCHMARK%015d".formatted(i),
                i % 3 == 0 ? "guestkit.profile" : "guestkit.inspect",
                state,
                Optional.of("team-" + i % 7),
                Map.of("vm", "vm-" + i, "batch", "b-" + i / 1000),
                submitted,
                Optional.of(submitted.plusSeconds(1)),
                Optional.of(submitted.plusSeconds(9)),
                Optional.of("worker-" + i % 40),
                state == JobState.FAILED ? Optional.of("IMAGE_CORRUPT") : Optional.empty());
    }

    private static Map<String, JobQuery> queries() {
        JobQuery all = JobQuery.all();
        Instant middle = START.plusMillis(37L * JOBS / 2);
        return Map.of(
                "state", query(Set.of(JobState.FAILED), Set.of(), Map.of(), all.since(), all.idPrefix()),
                "operation", query(Set.of(), Set.of("guestkit.profile"), Map.of(), all.since(), all.idPrefix()),
                "label", query(Set.of(), Set.of(), Map.of("batch", "b-500"), all.since(), all.idPrefix()),
                "time", query(Set.of(), Set.of(), Map.of(), Optional.of(middle), all.idPrefix()),
                "prefix", query(Set.of(), Set.of(), Map.of(), all.since(), Optional.of("job-01JBENCHMARK00000000")));
    }

    private static JobQuery query(
            Set<JobState> states,
            Set<String> operations,
            Map<String, String> labels,
            Optional<Instant> since,
            Optional<String> prefix) {
        JobQueryBuilder query =
                JobQuery.builder().states(states).operations(operations).labels(labels);
        since.ifPresent(time -> query.since(time).until(time.plus(Duration.ofHours(1))));
        prefix.ifPresent(query::idPrefix);
        return query.build();
    }

    private static List<Double> pages(JobIndex index, JobQuery query, int count) {
        List<Double> times = new ArrayList<>();
        for (int i = -3; i < count; i++) {
            long begin = System.nanoTime();
            JobPage page = index.page(query);
            if (page.jobs().size() != 100) {
                throw new IllegalStateException(
                        "a page of 100 was expected, got " + page.jobs().size());
            }
            if (i >= 0) {
                times.add((System.nanoTime() - begin) / 1e6);
            }
        }
        return times;
    }
}
