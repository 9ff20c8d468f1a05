package dev.guestkit.worker.internal;

import dev.guestkit.worker.spi.TimeSource;
import java.time.Duration;

/**
 * Monotonic nanoseconds since the worker was made: small and never negative, so that they compare directly and
 * {@link #NEVER} is later than all of them.
 */
final class Ticks {
    static final long NEVER = Long.MAX_VALUE;

    private final TimeSource time;
    private final long origin;

    Ticks(TimeSource time) {
        this.time = time;
        this.origin = time.nanoTime();
    }

    long now() {
        return time.nanoTime() - origin;
    }

    TimeSource time() {
        return time;
    }

    Duration since(long tick) {
        return Duration.ofNanos(Math.max(0, now() - tick));
    }

    /** {@code tick + duration}, {@link #NEVER} when that is too far. */
    static long plus(long tick, Duration duration) {
        return plus(tick, nanos(duration));
    }

    static long plus(long tick, long nanos) {
        long sum = tick + nanos;
        return nanos > 0 && sum < tick ? NEVER : sum;
    }

    /** Nanoseconds, saturating: {@link Duration#toNanos()} throws above 292 years. */
    static long nanos(Duration duration) {
        return duration.toSeconds() >= Long.MAX_VALUE / 1_000_000_000L ? NEVER : duration.toNanos();
    }
}
