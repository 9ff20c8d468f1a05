package dev.guestkit.worker.internal.system;

import dev.guestkit.worker.internal.system.WorkflowRun.Standing;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How members ended, as far as this worker has seen it: that never changes, so that a workflow of thousands need not ask the store for all
 * of them at each end of one. Thread-safe; keeps the newest.
 */
final class EndedMembers {
    private static final int MOST = 20_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Standing> standings = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Standing> eldest) {
            return size() > MOST;
        }
    };

    Optional<Standing> find(String jobId) {
        lock.lock();
        try {
            return Optional.ofNullable(standings.get(jobId));
        } finally {
            lock.unlock();
        }
    }

    void add(Standing ended) {
        lock.lock();
        try {
            standings.put(ended.jobId(), ended);
        } finally {
            lock.unlock();
        }
    }
}
