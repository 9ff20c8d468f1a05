package dev.guestkit.worker.internal.memory;

import dev.guestkit.job.JobCodec;
import dev.guestkit.worker.spi.TimeSource;
import dev.guestkit.worker.store.ClaimOrder;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How an in-memory store behaves; the builder of the transport says what each means.
 */
public record MemoryConfig(
        int capacity,
        Duration lease,
        Duration retention,
        int retainedJobs,
        int eventLimit,
        long artifactBytes,
        long totalArtifactBytes,
        Optional<Duration> capabilityPolicy,
        Duration offlineAfter,
        Duration affinityLasts,
        ClaimOrder order,
        String recordedBy,
        JobCodec codec,
        TimeSource time,
        RandomGenerator random) {}
