package dev.guestkit.worker.internal;

import dev.guestkit.worker.spi.ClaimToken;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The attempts of this worker from their claim to their end. Thread-safe. */
final class Active {
    private final Set<Attempt> all = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition emptied = lock.newCondition();
    private volatile boolean awaited;

    void add(Attempt attempt) {
        all.add(attempt);
    }

    void remove(Attempt attempt) {
        all.remove(attempt);
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
    boolean awaitNone(Ticks ticks, long nanos) throws InterruptedException {
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
