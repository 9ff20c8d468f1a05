package dev.guestkit.worker.internal;

import dev.guestkit.worker.spi.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;

/** Time that stands still until a test turns it. Waiters look every few real milliseconds whether it has moved. */
public final class ManualTime implements TimeSource {
    private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicLong wallShift = new AtomicLong();
    private final AtomicLong turns = new AtomicLong();
    private final Map<Thread, Long> lookedAt = new ConcurrentHashMap<>();

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
        if (Thread.currentThread().getName().matches("guestkit-(watch|lease|keeper)-.*")) {
            lookedAt.put(Thread.currentThread(), turns.get());
        }
        if (nanos.get() < end) {
            condition.await(2, TimeUnit.MILLISECONDS);
        }
        return end - nanos.get();
    }

    /** Turns both clocks on, and waits (not for ever) until the workers' own threads have seen it and done what was due. */
    public void advance(Duration by) {
        nanos.addAndGet(by.toNanos());
        long turn = turns.incrementAndGet();
        long end = System.nanoTime() + 1_000_000_000L;
        while (System.nanoTime() < end && !lookedAt.keySet().stream().allMatch(thread -> hasSeen(thread, turn))) {
            LockSupport.parkNanos(500_000);
        }
    }

    /** A thread that waits without a time has nothing to look at the clock for. */
    private boolean hasSeen(Thread thread, long turn) {
        return lookedAt.getOrDefault(thread, 0L) >= turn
                || thread.getState() == Thread.State.WAITING
                || !thread.isAlive();
    }

    /** Turns the wall clock alone. */
    public void leap(Duration by) {
        wallShift.addAndGet(by.toNanos());
    }
}
