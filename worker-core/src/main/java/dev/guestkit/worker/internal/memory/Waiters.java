package dev.guestkit.worker.internal.memory;

import dev.guestkit.worker.spi.TimeSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Workers that wait for a job. News wakes one of them, which passes it on when it leaves jobs that others may take: a new job
 * does not wake a hundred workers of which one can have it. Guarded by the store's lock.
 */
final class Waiters {
    /** Wall and monotonic clock are read one after the other: what is nearer than this is the same moment. */
    private static final long CLOSE_ENOUGH = 1_000_000;
    /** So long that a monotonic time may be added. */
    private static final long FOR_EVER = Long.MAX_VALUE / 4;

    private final TimeSource time;
    private final ReentrantLock lock;
    private final Deque<Waiter> waiting = new ArrayDeque<>();
    private long news;

    private static final class Waiter {
        final Condition condition;
        /** The newest news that this one has acted on or was woken for. */
        long knows;
        /** When it wakes by itself. */
        final long until;

        Waiter(Condition condition, long knows, long until) {
            this.condition = condition;
            this.knows = knows;
            this.until = until;
        }
    }

    Waiters(TimeSource time, ReentrantLock lock) {
        this.time = time;
        this.lock = lock;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** A job may have become ready: wakes the one that has waited longest. */
    void wake() {
        news();
        passOn();
    }

    /** A job may have become ready, which nobody needs to be woken for yet. */
    void news() {
        news++;
    }

    /** Time will bring a job at {@code tick}: wakes the one that has waited longest unless one wakes by itself by then. */
    void wakeBy(long tick) {
        for (Waiter waiter : waiting) {
            if (waiter.until - tick <= CLOSE_ENOUGH) {
                return;
            }
        }
        if (!waiting.isEmpty()) {
            waiting.peek().condition.signal(); // it looks when time brings something and waits that long
        }
    }

    /** Wakes the longest waiting one that does not know the newest news. */
    void passOn() {
        for (Waiter waiter : waiting) {
            if (waiter.knows < news) {
                waiter.knows = news;
                waiter.condition.signal();
                return;
            }
        }
    }

    void wakeAll() {
        news++;
        for (Waiter waiter : waiting) {
            waiter.condition.signal();
        }
    }

    /**
     * Waits for news.
     *
     * @return nanoseconds left of {@code nanos}
     */
    long await(long nanos) throws InterruptedException {
        Waiter waiter = new Waiter(lock.newCondition(), news, time.nanoTime() + Math.min(nanos, FOR_EVER));
        waiting.add(waiter);
        try {
            return time.awaitNanos(waiter.condition, nanos);
        } finally {
            waiting.remove(waiter);
        }
    }
}
