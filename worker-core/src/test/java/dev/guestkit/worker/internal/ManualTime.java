package dev.guestkit.worker.internal;

import dev.guestkit.worker.spi.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;

/** Time that stands still until a test turns it. Waiters look every few real milliseconds whether it has moved. */
public final class ManualTime implements TimeSource {
    private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicLong wallShift = new AtomicLong();

    @Override
    public Instant instant() {
        return START.plusNanos(nanos.get() + wallShift.get());
    }

    @Override
    public long nanoTime() {
        return nanos.get();
    }

    @Override
    @SuppressWarnings("WaitNotInLoop") // the caller loops
    public long awaitNanos(Condition condition, long wait) throws InterruptedException {
        long end = wait > Long.MAX_VALUE - nanos.get() ? Long.MAX_VALUE : nanos.get() + wait;
        if (nanos.get() < end) {
            condition.await(2, TimeUnit.MILLISECONDS);
        }
        return end - nanos.get();
    }

    /** Turns both clocks on. */
    public void advance(Duration by) {
        nanos.addAndGet(by.toNanos());
    }

    /** Turns the wall clock alone. */
    public void leap(Duration by) {
        wallShift.addAndGet(by.toNanos());
    }
}
