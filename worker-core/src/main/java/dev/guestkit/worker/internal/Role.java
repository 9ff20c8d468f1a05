package dev.guestkit.worker.internal;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One of the engine's own threads: looks at what is due, sleeps until more is, and outlives whatever a look throws, because
 * leases and limits of every job hang on it. Thread-safe.
 */
final class Role implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(Role.class);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final int PERSISTENT = 3;

    private final String name;
    private final LongSupplier pass;
    private final Alarm alarm;
    private volatile int failures;

    /**
     * Makes one.
     *
     * @param pass does what is due and answers at which tick more is
     */
    Role(String name, LongSupplier pass, Alarm alarm) {
        this.name = name;
        this.pass = pass;
        this.alarm = alarm;
    }

    String name() {
        return name;
    }

    /** False once several looks in a row have failed: what the thread is there for is not done. */
    boolean isWell() {
        return failures < PERSISTENT;
    }

    @Override
    public void run() {
        try {
            while (!alarm.isClosed()) {
                once();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // ours alone: nobody interrupts it but to end it
        }
    }

    private void once() throws InterruptedException {
        try {
            alarm.begin();
            long next = pass.getAsLong();
            failures = 0;
            alarm.sleepUntil(next);
        } catch (RuntimeException | Error e) { // also OutOfMemoryError: the next look may find some
            failed(e);
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // only this thread writes it
    private void failed(Throwable why) {
        failures++;
        try {
            log.error("the {} thread failed {} times in a row, it tries again", name, failures, why);
        } catch (RuntimeException | Error e) { // there may be no memory for a line of log either
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        LockSupport.parkNanos(PAUSE_NANOS << Math.min(failures, 4)); // at most 0.8 s, and needs no memory
    }
}
