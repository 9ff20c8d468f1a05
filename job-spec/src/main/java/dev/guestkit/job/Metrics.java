package dev.guestkit.job;

import java.util.Map;
import java.util.Optional;

/** Measured values only; what was not measured is absent, never zero. */
public record Metrics(
        Optional<Long> diskReadBytes,
        Optional<Long> diskWriteBytes,
        Optional<Long> peakMemoryMb,
        Optional<Double> cpuSeconds,
        Map<String, Json> unknown) {
    /** Copies the collections. */
    public Metrics {
        unknown = Map.copyOf(unknown);
    }
}
