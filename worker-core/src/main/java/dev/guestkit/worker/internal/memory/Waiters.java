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
    private final TimeSource time;
    private final ReentrantLock lock;
    private final Deque<Waiter> waiting = new ArrayDeque<>();
    private long news;

    private static final class Waiter {
        final Condition condition;
        /** The newest news that this one has acted on or was woken for. */
        long knows;

        Waiter(Condition condition) {
            this.condition = condition;
        }
    }

    Waiters(TimeSource time, ReentrantLock lock) {
        this.time = time;
        this.lock = lock;
    }

    /** A job may have become ready: wakes the one that has waited longest. */
    void wake() {
        news++;
        passOn();
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
        Waiter waiter = new Waiter(lock.newCondition());
        waiter.knows = news;
        waiting.add(waiter);
        try {
            return time.awaitNanos(waiter.condition, nanos);
        } finally {
            waiting.remove(waiter);
        }
    }
}
