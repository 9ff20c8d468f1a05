package dev.guestkit.job;

import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Min;
import java.util.Map;
import java.util.Optional;

/** Measured values only; what was not measured is absent, never zero. */
public record Metrics(
        Optional<@Min(value = 0, message = Rules.AT_LEAST) Long> diskReadBytes,
        Optional<@Min(value = 0, message = Rules.AT_LEAST) Long> diskWriteBytes,
        Optional<@Min(value = 0, message = Rules.AT_LEAST) Long> peakMemoryMb,
        Optional<@DecimalMin(value = "0", message = Rules.AT_LEAST) Double> cpuSeconds,
        Map<String, Json> unknown) {
    /** Copies the collections. */
    public Metrics {
        unknown = Map.copyOf(unknown);
    }
}
