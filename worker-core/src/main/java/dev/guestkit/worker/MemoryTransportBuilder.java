package dev.guestkit.worker;

import dev.guestkit.job.JobCodec;
import dev.guestkit.worker.internal.memory.MemoryConfig;
import dev.guestkit.worker.spi.TimeSource;
import dev.guestkit.worker.store.ClaimOrder;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Builds a {@link MemoryTransport}. Not thread-safe. */
public final class MemoryTransportBuilder {
    private int capacity = 1_000_000;
    private Duration lease = Duration.ofSeconds(30);
    private Duration retention = Duration.ofHours(24);
    private int retainedJobs = 10_000;
    private int eventLimit = 1_000;
    private long artifactBytes = 1L << 30;
    private long totalArtifactBytes = 8L << 30;
    private Optional<Duration> capabilityPolicy = Optional.empty();
    private Duration offlineAfter = Duration.ofSeconds(90);
    private Duration affinityLasts = Duration.ofSeconds(30);
    private Duration priorityStep = ClaimOrder.STANDARD.priorityStep();
    private String recordedBy = "memory-transport";
    private JobCodec codec = JobCodec.standard();
    private TimeSource time = TimeSource.system();
    private Optional<RandomGenerator> random = Optional.empty();

    MemoryTransportBuilder() {}

    /** How many jobs may be queued before submissions are refused as {@code FULL}; 1,000,000. */
    public MemoryTransportBuilder capacity(int queuedJobs) {
        capacity = positive("capacity", queuedJobs);
        return this;
    }

    /** How long a claim lasts without renewal; 30 s. */
    public MemoryTransportBuilder lease(Duration duration) {
        lease = positive("lease", duration);
        return this;
    }

    /** How long ended jobs are kept at most, and how many of them: 24 hours and the newest 10,000. */
    public MemoryTransportBuilder retention(Duration age, int jobs) {
        retention = positive("retention", age);
        retainedJobs = positive("retained jobs", jobs);
        return this;
    }

    /** How many events are kept for each job; older ones show as a gap; 1,000. */
    public MemoryTransportBuilder eventLimit(int events) {
        eventLimit = positive("eventLimit", events);
        return this;
    }

    /** How many bytes one artifact, and all of them, may have: 1 GiB and 8 GiB. */
    public MemoryTransportBuilder artifactLimits(long oneBytes, long allBytes) {
        if (oneBytes < 1 || allBytes < oneBytes) {
            throw new IllegalArgumentException(
                    "limits of artifacts must be positive, one at most all, were " + oneBytes + " and " + allBytes);
        }
        artifactBytes = oneBytes;
        totalArtifactBytes = allBytes;
        return this;
    }

    /** How long a job that no known worker may run waits before it fails with {@code CAPABILITY_MISMATCH}; for ever. */
    public MemoryTransportBuilder failUnclaimableAfter(Duration duration) {
        capabilityPolicy = Optional.of(positive("failUnclaimableAfter", duration));
        return this;
    }

    /** After what silence a worker is listed as offline; 90 s. */
    public MemoryTransportBuilder offlineAfter(Duration silence) {
        offlineAfter = positive("offlineAfter", silence);
        return this;
    }

    /** How long a job waits for a worker that its affinity prefers before any may take it; 30 s. */
    public MemoryTransportBuilder affinityLasts(Duration duration) {
        affinityLasts = duration;
        return this;
    }

    /** How much earlier one step of priority makes a job appear in the order of claims; 60 s. */
    public MemoryTransportBuilder priorityStep(Duration step) {
        priorityStep = step;
        return this;
    }

    /** The {@code worker_id} of results that no worker reported; {@code memory-transport}. */
    public MemoryTransportBuilder recordedBy(String name) {
        recordedBy = name;
        return this;
    }

    /** Reads stored documents again; give one with your limits when they are wider than the standard ones. */
    public MemoryTransportBuilder codec(JobCodec reader) {
        codec = reader;
        return this;
    }

    /** The clocks; the machine's. */
    public MemoryTransportBuilder time(TimeSource clocks) {
        time = clocks;
        return this;
    }

    /** Makes the nonces of claims; used under a lock, so it need not be thread-safe. */
    public MemoryTransportBuilder random(RandomGenerator generator) {
        random = Optional.of(generator);
        return this;
    }

    /** The finished transport. */
    public MemoryTransport build() {
        return new MemoryTransport(new MemoryConfig(
                capacity,
                lease,
                retention,
                retainedJobs,
                eventLimit,
                artifactBytes,
                totalArtifactBytes,
                capabilityPolicy,
                offlineAfter,
                affinityLasts,
                new ClaimOrder(priorityStep),
                recordedBy,
                codec,
                time,
                random.orElseGet(() -> new SplittableRandom(new SecureRandom().nextLong()))));
    }

    private static int positive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, was " + value);
        }
        return value;
    }

    private static Duration positive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + " must be positive, was " + value);
        }
        return value;
    }
}
