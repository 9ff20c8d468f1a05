package dev.guestkit.job;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a worker must have before it may take a job. */
public record Constraints(
        Optional<List<String>> requiredCapabilities,
        Optional<List<String>> requiredFeatures,
        Optional<String> minimumWorkerVersion,
        Optional<Long> maximumDiskSizeGb,
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
}
