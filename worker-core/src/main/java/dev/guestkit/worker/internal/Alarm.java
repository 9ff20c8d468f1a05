package dev.guestkit.worker.internal;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets one thread sleep until the earliest of many moments, without a timer object for each.
 *
 * <p>The thread calls {@link #begin()}, looks at everything there is, and sleeps until the earliest moment it saw. Whoever
 * adds something adds it first and then calls {@link #atMost}: mostly one volatile read, because the thread wakes early enough anyway.
 */
final class Alarm {
    private final Ticks ticks;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile long at = Ticks.NEVER;
    private volatile boolean closed;

    Alarm(Ticks ticks) {
        this.ticks = ticks;
    }

    /** Forgets the moment: the thread is awake and about to look. */
    void begin() {
        at = Ticks.NEVER;
    }

    /** Makes the thread look again at {@code tick} at the latest. */
    void atMost(long tick) {
        if (tick >= at) {
            return;
        }
        lock.lock();
        try {
            if (tick < at) {
                at = tick;
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Sleeps until {@code next} or until an earlier moment that came since {@link #begin()}; at once when closed. */
    void sleepUntil(long next) throws InterruptedException {
        lock.lock();
        try {
            at = Math.min(at, next);
            while (!closed && ticks.now() < at) {
                if (at == Ticks.NEVER) {
                    changed.await();
                } else {
                    ticks.time().awaitNanos(changed, at - ticks.now());
                }
            }
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        return closed;
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
