package dev.guestkit.benchmarks;

import java.util.List;

/** Measures one or more floors. An implementation has a public constructor without parameters and is listed in {@link Bench}. */
public interface FloorBenchmark {
    /** The name by which {@code ./bench NAME} runs it, lower case with hyphens. */
    String name();

    /**
     * Measures ours and the reference in turn, in this JVM or in child processes.
     *
     * @param quick true for a run of well under a minute that still measures every floor
     * @return one measurement a floor
     * @throws Exception when something could not be measured; nothing is then reported for it
     */
    List<Measurement> run(boolean quick) throws Exception;
}
