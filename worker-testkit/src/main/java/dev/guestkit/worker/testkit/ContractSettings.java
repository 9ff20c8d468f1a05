package dev.guestkit.worker.testkit;

import dev.guestkit.worker.spi.TimeSource;
import java.time.Duration;
import java.util.Optional;

/**
 * How a transport under test is to be set up.
 *
 * @param time its clocks
 * @param lease how long a claim lasts without renewal
 * @param capacity how many jobs may be queued
 * @param eventLimit how many events of a job are kept at least until newer ones push them out
 * @param failUnclaimableAfter the policy time for {@code CAPABILITY_MISMATCH}
 */
public record ContractSettings(
        TimeSource time, Duration lease, int capacity, int eventLimit, Optional<Duration> failUnclaimableAfter) {
    /** What most tests use: 30 s, 100,000 jobs, 1,000 events, no policy time. */
    public static ContractSettings standard(TimeSource time) {
        return new ContractSettings(time, Duration.ofSeconds(30), 100_000, 1_000, Optional.empty());
    }

    /** The same with another capacity. */
    public ContractSettings withCapacity(int jobs) {
        return new ContractSettings(time, lease, jobs, eventLimit, failUnclaimableAfter);
    }

    /** The same with another number of events. */
    public ContractSettings withEventLimit(int events) {
        return new ContractSettings(time, lease, capacity, events, failUnclaimableAfter);
    }

    /** The same with a policy time. */
    public ContractSettings withFailUnclaimableAfter(Duration policy) {
        return new ContractSettings(time, lease, capacity, eventLimit, Optional.of(policy));
    }
}
