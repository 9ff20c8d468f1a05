package dev.guestkit.worker.testkit;

import dev.guestkit.worker.spi.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/** Clocks that stand still until they are turned. Thread-safe. */
public final class ManualClock implements TimeSource {
    private record Times(Instant wall, long nanos) {}

    private final ReentrantLock turning = new ReentrantLock();
    private volatile Times times;

    /** Makes one that shows this time. */
    public ManualClock(Instant start) {
        times = new Times(start, 0);
    }

    /** Makes one that shows the beginning of 2026. */
    public ManualClock() {
        this(Instant.parse("2026-01-01T00:00:00Z"));
    }

    /** Lets time pass, on both clocks. Threads that wait in {@link #awaitNanos} notice within a millisecond or two. */
    public void advance(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("time does not run backwards: " + duration + "; see setWall");
        }
        turn(now -> new Times(now.wall().plus(duration), now.nanos() + duration.toNanos()));
    }

    /** Sets the wall clock alone, as an administrator or a time server does. */
    public void setWall(Instant wall) {
        turn(now -> new Times(wall, now.nanos()));
    }

    private void turn(UnaryOperator<Times> change) {
        turning.lock();
        try {
            times = change.apply(times);
        } finally {
            turning.unlock();
        }
    }

    @Override
    public Instant instant() {
        return times.wall();
    }

    @Override
    public long nanoTime() {
        return times.nanos();
    }

    /**
     * Waits a millisecond of real time at most, then answers by this clock: the condition's lock is the caller's, so turning
     * the clock cannot signal it, and callers loop anyway.
     */
    @Override
    @SuppressWarnings("WaitNotInLoop") // the caller loops
    public long awaitNanos(Condition condition, long nanos) throws InterruptedException {
        long start = nanoTime();
        condition.awaitNanos(Math.min(nanos, 1_000_000));
        return nanos - (nanoTime() - start);
    }
}
