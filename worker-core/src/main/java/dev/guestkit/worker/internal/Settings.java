package dev.guestkit.worker.internal;

import dev.guestkit.worker.spi.TimeSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Everything a worker was set up with, checked; the builder documents each. */
public record Settings(
        String workerId,
        Optional<String> pool,
        boolean privileged,
        Map<String, String> locality,
        int concurrency,
        Map<String, Integer> operations,
        Map<String, Integer> resources,
        List<Path> allowedRoots,
        Path scratchDir,
        Optional<Long> scratchBytes,
        Optional<Long> maxDiskSizeGb,
        Optional<Duration> renewEvery,
        Duration grace,
        Duration interruptAfter,
        Duration killAfter,
        Duration claimWait,
        Duration heartbeatEvery,
        Duration expireEvery,
        Duration firstRetryDelay,
        Duration longestRetryDelay,
        long maxDataBytes,
        int maxArtifacts,
        long maxArtifactBytes,
        TimeSource time,
        RandomGenerator random) {
    /** Copies the collections. */
    public Settings {
        locality = Map.copyOf(locality);
        operations = Map.copyOf(operations);
        resources = Map.copyOf(resources);
        allowedRoots = List.copyOf(allowedRoots);
    }
}
