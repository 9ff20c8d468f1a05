package dev.guestkit.worker.internal;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long a failed job waits for its next attempt: doubling, limited, with full jitter. */
record RetryDelay(Duration first, Duration longest, RandomGenerator random) {
    /** The delay after so many failed starts, at least one. */
    Duration after(int failures) {
        long ceiling = longest.toNanos();
        long nanos = first.toNanos();
        for (int i = 1; i < failures && nanos < ceiling; i++) {
            nanos = Math.min(ceiling, nanos * 2);
        }
        return Duration.ofNanos(random.nextLong(Math.min(nanos, ceiling) + 1));
    }
}
