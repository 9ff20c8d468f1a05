package dev.guestkit.worker.spi;

import java.time.InstantSource;
import java.util.concurrent.locks.Condition;

/** The clocks: wall time for records, monotonic time for leases and durations. Thread-safe. */
public interface TimeSource extends InstantSource {
    /** Monotonic nanoseconds from some origin. */
    long nanoTime();

    /**
     * Waits on {@code condition} for at most {@code nanos} of this clock; its lock must be held.
     *
     * @return nanoseconds left, zero or less when they have passed
     * @throws InterruptedException when the thread is interrupted
     */
    long awaitNanos(Condition condition, long nanos) throws InterruptedException;

    /** The clocks of the machine. */
    static TimeSource system() {
        return SystemTimeSource.INSTANCE;
    }
}
