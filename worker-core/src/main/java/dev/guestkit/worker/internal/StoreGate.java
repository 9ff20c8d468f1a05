package dev.guestkit.worker.internal;

import dev.guestkit.worker.spi.TransportException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notices when the store stops answering and when it is back, and says each once. Thread-safe. */
final class StoreGate {
    private static final Logger log = LoggerFactory.getLogger(StoreGate.class);

    private final Ticks ticks;
    private final Listeners listeners;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile boolean away;
    private long since;

    StoreGate(Ticks ticks, Listeners listeners) {
        this.ticks = ticks;
        this.listeners = listeners;
    }

    boolean isAway() {
        return away;
    }

    void answered() {
        if (away && change(false)) {
            Duration took = ticks.since(since);
            log.info("the store answers again after {} s", took.toSeconds());
            listeners.each(l -> l.storeBack(took));
        }
    }

    /** Only a {@link TransportException} says that the store is away; anything else is a mistake of its or ours. */
    void failed(RuntimeException reason) {
        if (!(reason instanceof TransportException)) {
            log.error("a call to the store failed, though not for an outage", reason);
            return;
        }
        if (!away && change(true)) {
            log.warn(
                    "the store does not answer, claims pause until it does, running jobs go on: {}", reason.toString());
            listeners.each(l -> l.storeAway(reason));
        }
    }

    private boolean change(boolean to) {
        lock.lock();
        try {
            if (away == to) {
                return false;
            }
            if (to) {
                since = ticks.now();
            }
            away = to;
            return true;
        } finally {
            lock.unlock();
        }
    }
}
