package dev.guestkit.benchmarks.job;

import dev.guestkit.benchmarks.FloorBenchmark;
import dev.guestkit.benchmarks.Measurement;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The floors of reading and judging a job document. */
public final class JobSpecBenchmark implements FloorBenchmark {
    private static final double SLOWEST_READ = 2;
    private static final double SLOWEST_VALIDATION_MICROS = 10;

    @Override
    public String name() {
        return "job-spec";
    }

    @Override
    public List<Measurement> run(boolean quick) throws RunnerException {
        Collection<RunResult> codec = run(CodecBenchmark.class, quick);
        Collection<RunResult> validation = run(ValidationBenchmark.class, quick);
        return List.of(
                Measurement.ratioAtMost(
                        SLOWEST_READ,
                        "codec.read",
                        scores(codec, "ours"),
                        scores(codec, "reference"),
                        "ObjectMapper.readTree, same limits and duplicate detection",
                        "µs"),
                Measurement.atMost(SLOWEST_VALIDATION_MICROS, "validation.valid", scores(validation, "ours"), "µs"));
    }

    private static Collection<RunResult> run(Class<?> benchmark, boolean quick) throws RunnerException {
        return new Runner(new OptionsBuilder()
                        .include(benchmark.getName() + "\\.(ours|reference)$")
                        .mode(Mode.AverageTime)
                        .forks(quick ? 1 : 3)
                        .warmupIterations(quick ? 4 : 6)
                        .warmupTime(TimeValue.seconds(1))
                        .measurementIterations(quick ? 3 : 5)
                        .measurementTime(TimeValue.seconds(1))
                        .verbosity(VerboseMode.SILENT)
                        .shouldFailOnError(true)
                        .build())
                .run();
    }

    private static List<Double> scores(Collection<RunResult> results, String method) {
        return results.stream()
                .filter(r -> r.getParams().getBenchmark().endsWith("." + method))
                .flatMap(r -> r.getBenchmarkResults().stream())
                .flatMap(r -> r.getIterationResults().stream())
                .map(r -> r.getPrimaryResult().getScore())
                .toList();
    }
}
