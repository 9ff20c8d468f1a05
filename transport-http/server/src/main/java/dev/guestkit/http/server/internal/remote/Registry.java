package dev.guestkit.http.server.internal.remote;

import dev.guestkit.http.server.internal.route.ApiError;
import dev.guestkit.http.server.internal.route.Caller;
import dev.guestkit.http.server.internal.route.Scope;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * By whose credentials workers were registered since the server started, who may send them away again, and which were sent away and
 * get no jobs until they register again. In memory, the newest ten thousand. Thread-safe.
 */
public final class Registry {
    private static final int MOST = 10_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, String> names = newest();
    private final Map<String, String> gone = newest();

    private static Map<String, String> newest() {
        return new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
                return size() > MOST;
            }
        };
    }

    /** A worker registered. */
    public void registered(String workerId, Caller caller) {
        lock.lock();
        try {
            names.put(workerId, nameOf(caller));
            gone.remove(workerId);
        } finally {
            lock.unlock();
        }
    }

    /** A worker that registered with an earlier server gave a sign of life. */
    void alive(String workerId, Caller caller) {
        lock.lock();
        try {
            names.putIfAbsent(workerId, nameOf(caller));
        } finally {
            lock.unlock();
        }
    }

    /** Refuses who neither registered the worker nor is an administrator. */
    public void requireMayDismiss(String workerId, Caller caller) {
        if (!isRegistrant(workerId, caller) && !caller.scopes().contains(Scope.ADMIN)) {
            throw ApiError.FORBIDDEN.because(
                    "worker " + workerId + " was registered with other credentials; the scope admin is needed");
        }
    }

    /** A worker was sent away. */
    public void dismissed(String workerId) {
        lock.lock();
        try {
            names.remove(workerId);
            gone.put(workerId, "");
        } finally {
            lock.unlock();
        }
    }

    boolean isRegistrant(String workerId, Caller caller) {
        lock.lock();
        try {
            return caller.name().isPresent() && caller.name().get().equals(names.get(workerId));
        } finally {
            lock.unlock();
        }
    }

    boolean isGone(String workerId) {
        lock.lock();
        try {
            return gone.containsKey(workerId);
        } finally {
            lock.unlock();
        }
    }

    private static String nameOf(Caller caller) {
        return caller.name().orElse("");
    }
}
