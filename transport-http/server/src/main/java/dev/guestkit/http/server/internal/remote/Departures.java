package dev.guestkit.http.server.internal.remote;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/** Workers that were sent away and have not registered since: they get no jobs. In memory only; the newest thousand. Thread-safe. */
public final class Departures {
    private static final int MOST = 1000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Set<String> gone = new LinkedHashSet<>();

    /** This one was sent away. */
    public void add(String workerId) {
        lock.lock();
        try {
            gone.add(workerId);
            if (gone.size() > MOST) {
                gone.remove(gone.iterator().next());
            }
        } finally {
            lock.unlock();
        }
    }

    /** This one is back. */
    public void remove(String workerId) {
        lock.lock();
        try {
            gone.remove(workerId);
        } finally {
            lock.unlock();
        }
    }

    /** Whether it was sent away and is not back. */
    public boolean contains(String workerId) {
        lock.lock();
        try {
            return gone.contains(workerId);
        } finally {
            lock.unlock();
        }
    }
}
