package dev.guestkit.worker.internal;

import dev.guestkit.worker.spi.ClaimToken;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The attempts of this worker from their claim to their end. Thread-safe. */
final class Active {
    /** Jobs that come and go faster than this are not worth a heartbeat each. */
    private static final long TOLD_AFTER = 1_000_000_000L;

    private final Set<Attempt> all = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition emptied = lock.newCondition();
    private final Ticks ticks;
    private final Alarm news;
    private volatile boolean awaited;

    /** Makes an empty set that wakes {@code news} soon after it has changed. */
    Active(Ticks ticks, Alarm news) {
        this.ticks = ticks;
        this.news = news;
    }

    void add(Attempt attempt) {
        all.add(attempt);
        news.atMost(Ticks.plus(ticks.now(), TOLD_AFTER));
    }

    void remove(Attempt attempt) {
        all.remove(attempt);
        news.atMost(Ticks.plus(ticks.now(), TOLD_AFTER));
        if (awaited && all.isEmpty()) {
            lock.lock();
            try {
                emptied.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    Iterable<Attempt> each() {
        return all;
    }

    int size() {
        return all.size();
    }

    Optional<Attempt> find(ClaimToken token) {
        return all.stream().filter(a -> a.claimToken().equals(token)).findAny();
    }

    /** Waits until there is none; false when the time has passed first. */
    boolean awaitNone(long nanos) throws InterruptedException {
        lock.lock();
        try {
            awaited = true;
            long end = Ticks.plus(ticks.now(), nanos);
            while (!all.isEmpty() && ticks.now() < end) {
                ticks.time().awaitNanos(emptied, end - ticks.now());
            }
            return all.isEmpty();
        } finally {
            lock.unlock();
        }
    }
}
