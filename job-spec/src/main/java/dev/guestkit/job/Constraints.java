package dev.guestkit.job;

import jakarta.validation.constraints.Min;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a worker must have before it may take a job. */
public record Constraints(
        Optional<List<String>> requiredCapabilities,
        Optional<List<String>> requiredFeatures,
        Optional<String> minimumWorkerVersion,
        Optional<@Min(value = 1, message = Rules.AT_LEAST) Long> maximumDiskSizeGb,
        Optional<Boolean> requirePrivileged,
        Optional<List<String>> allowedWorkerPools,
        Map<String, Json> unknown) {
    /** Copies the collections. */
    public Constraints {
        unknown = Map.copyOf(unknown);
        requiredCapabilities = requiredCapabilities.map(List::copyOf);
        requiredFeatures = requiredFeatures.map(List::copyOf);
        allowedWorkerPools = allowedWorkerPools.map(List::copyOf);
    }

    /** Nothing asked for: any worker will do. */
    public static final Constraints NONE = new Constraints(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Map.of());
}
