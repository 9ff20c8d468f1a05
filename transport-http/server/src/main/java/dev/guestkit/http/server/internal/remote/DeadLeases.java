package dev.guestkit.http.server.internal.remote;

import dev.guestkit.worker.spi.QueueControl;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks from time to time which remote workers are dead, from the first one on: each of them is on another host, and whoever looks
 * must stand beside the store. Thread-safe.
 */
final class DeadLeases implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(DeadLeases.class);
    private static final int EVERY_SECONDS = 2;

    private final QueueControl control;
    private final Means means;
    private final AtomicBoolean looking = new AtomicBoolean();
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable ScheduledFuture<?> watch;
    private boolean closed;

    DeadLeases(QueueControl control, Means means) {
        this.control = control;
        this.means = means;
    }

    /** There is a remote worker. */
    void begin() {
        lock.lock();
        try {
            if (watch == null && !closed) {
                watch = means.timer()
                        .scheduleWithFixedDelay(this::plan, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
            }
        } finally {
            lock.unlock();
        }
    }

    /** One at a time, when the store is slow. */
    private void plan() {
        if (looking.compareAndSet(false, true) && !means.run(this::look)) {
            looking.set(false);
        }
    }

    private void look() {
        try {
            int changed = control.expire();
            if (changed > 0) {
                log.info("{} jobs with dead leases or past deadlines were moved on", changed);
            }
        } catch (RuntimeException e) { // the store may be away; the next look is soon
            log.debug("cannot look for dead leases just now", e);
        } finally {
            looking.set(false);
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            if (watch != null) {
                watch.cancel(false);
            }
        } finally {
            lock.unlock();
        }
    }
}
