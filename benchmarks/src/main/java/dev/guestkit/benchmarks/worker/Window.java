package dev.guestkit.benchmarks.worker;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How many jobs may be on their way at a time. Whoever comes when it is full waits until it is half empty, so that the waiting
 * costs one wake-up in hundreds of jobs.
 */
final class Window {
    private final int most;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private int inside;
    private boolean full;

    Window(int most) {
        this.most = most;
    }

    void enter() throws InterruptedException {
        lock.lock();
        try {
            while (full) {
                room.await();
            }
            inside++;
            full = inside >= most;
        } finally {
            lock.unlock();
        }
    }

    void leave() {
        lock.lock();
        try {
            inside--;
            if (full && inside <= most / 2) {
                full = false;
                room.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }
}
