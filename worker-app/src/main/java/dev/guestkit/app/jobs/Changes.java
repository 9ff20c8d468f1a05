package dev.guestkit.app.jobs;

import dev.guestkit.worker.spi.JobClient;
import dev.guestkit.worker.spi.Subscription;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Waits until something may have changed in a store; what the store does not tell is found by looking again. Thread-safe. */
final class Changes implements AutoCloseable {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Subscription subscription;
    private boolean pending;

    Changes(JobClient client) {
        this.subscription = client.onChange(jobId -> signal());
    }

    private void signal() {
        lock.lock();
        try {
            pending = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Returns at a change since the last call, or after {@code atMost}. */
    void await(Duration atMost) throws InterruptedException {
        long left = atMost.toNanos();
        lock.lockInterruptibly();
        try {
            while (!pending && left > 0) {
                left = changed.awaitNanos(left);
            }
            pending = false;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        subscription.close();
    }
}
