package dev.guestkit.worker.store;

import java.util.BitSet;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Finds out which jobs of a {@link JobIndex} are gone from its store, by crossing out those that the store still has. A job that
 * moves while the store is gone through may be left over as well: whoever asks looks at each of them once more. Thread-safe.
 */
public final class Census {
    private final ReentrantLock lock;
    private final IndexRows rows;
    private final BitSet left = new BitSet();

    /** To be called under the lock of the index. */
    Census(ReentrantLock lock, IndexRows rows) {
        this.lock = lock;
        this.rows = rows;
        for (int row = 0; row < rows.ids.size(); row++) {
            left.set(row, rows.isLive(row));
        }
    }

    /** Crosses a job out. */
    public void found(String jobId) {
        lock.lock();
        try {
            int row = rows.row(jobId);
            if (rows.ids.isKnown(row)) {
                left.clear(row);
            }
        } finally {
            lock.unlock();
        }
    }

    /** The jobs that were known at the beginning and were not found. */
    public List<String> missing() {
        lock.lock();
        try {
            return left.stream().mapToObj(rows.ids::text).toList();
        } finally {
            lock.unlock();
        }
    }
}
