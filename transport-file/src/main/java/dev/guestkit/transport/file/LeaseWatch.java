package dev.guestkit.transport.file;

import dev.guestkit.worker.spi.TimeSource;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Judges leases without trusting any clock but its own: a lease is dead when it was seen unchanged for its length on the
 * observer's monotonic clock. Wall clocks may jump, and those of two hosts differ. Thread-safe.
 */
final class LeaseWatch {
    private final TimeSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Seen> seen = new HashMap<>();

    private record Seen(String sign, long sinceNanos) {}

    LeaseWatch(TimeSource clock) {
        this.clock = clock;
    }

    /**
     * Notes what a lease looks like now.
     *
     * @param claim which claim it belongs to
     * @param sign anything that differs after each renewal
     * @return whether it has looked so for at least {@code length}
     */
    boolean isUnchanged(String claim, String sign, Duration length) {
        lock.lock();
        try {
            long now = clock.nanoTime();
            Seen last = seen.get(claim);
            if (last == null || !last.sign().equals(sign)) {
                seen.put(claim, new Seen(sign, now));
                return length.isZero();
            }
            return now - last.sinceNanos() >= length.toNanos();
        } finally {
            lock.unlock();
        }
    }

    /** Forgets every claim but these. */
    void keep(Set<String> claims) {
        lock.lock();
        try {
            seen.keySet().retainAll(claims);
        } finally {
            lock.unlock();
        }
    }
}
