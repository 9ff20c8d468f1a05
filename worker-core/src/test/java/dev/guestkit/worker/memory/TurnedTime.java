package dev.guestkit.worker.memory;

import dev.guestkit.worker.spi.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.Condition;

/** Clocks that stand still until they are turned, for one thread. */
final class TurnedTime implements TimeSource {
    private Instant wall = Instant.parse("2026-01-01T00:00:00Z");
    private long nanos;

    void advance(Duration duration) {
        wall = wall.plus(duration);
        nanos += duration.toNanos();
    }

    @Override
    public Instant instant() {
        return wall;
    }

    @Override
    public long nanoTime() {
        return nanos;
    }

    @Override
    public long awaitNanos(Condition condition, long wait) {
        throw new IllegalStateException("nothing waits in these tests");
    }
}
