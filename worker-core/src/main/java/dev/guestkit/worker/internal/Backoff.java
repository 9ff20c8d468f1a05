package dev.guestkit.worker.internal;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Waits that double up to a limit, each shortened at random to between half and all of it. Used by one thread. */
final class Backoff {
    private final long first;
    private final long longest;
    private final RandomGenerator random;
    private long next;

    Backoff(Duration first, Duration longest, RandomGenerator random) {
        this.first = first.toNanos();
        this.longest = longest.toNanos();
        this.random = random;
        this.next = this.first;
    }

    long nextNanos() {
        long wait = next;
        next = Math.min(longest, next * 2);
        return wait / 2 + random.nextLong(wait / 2 + 1);
    }

    void reset() {
        next = first;
    }
}
