package dev.guestkit.http.server.internal.manage;

import dev.guestkit.http.server.internal.route.ApiError;
import dev.guestkit.http.server.internal.route.Caller;
import dev.guestkit.http.server.internal.route.Scope;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** By whose credentials workers were registered since the server started: the same may deregister them. Thread-safe. */
final class Registrants {
    private static final int MOST = 10_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, String> names = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > MOST;
        }
    };

    void registered(String workerId, Caller caller) {
        lock.lock();
        try {
            names.put(workerId, caller.name().orElse(""));
        } finally {
            lock.unlock();
        }
    }

    void requireMayDismiss(String workerId, Caller caller) {
        lock.lock();
        try {
            boolean same = caller.name().isPresent() && caller.name().get().equals(names.get(workerId));
            if (!same && !caller.scopes().contains(Scope.ADMIN)) {
                throw ApiError.FORBIDDEN.because(
                        "worker " + workerId + " was registered with other credentials; the scope admin is needed");
            }
        } finally {
            lock.unlock();
        }
    }
}
