package dev.guestkit.worker.store;

import dev.guestkit.worker.spi.JobPage;
import dev.guestkit.worker.spi.JobQuery;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Lists the jobs of a store: scans it once, at the first question, and follows its changes from then on. Thread-safe. */
public final class JobListing {
    private final JobCatalog catalog;
    private final ReentrantLock lock = new ReentrantLock();
    private JobIndex index = new JobIndex();
    private @Nullable String position;

    /** Makes one that has not looked yet. */
    public JobListing(JobCatalog catalog) {
        this.catalog = catalog;
    }

    /**
     * A page of jobs, as they are now.
     *
     * @throws IllegalArgumentException when the query's cursor did not come from here
     */
    public JobPage page(JobQuery query) {
        lock.lock();
        try {
            follow();
            return index.page(query);
        } finally {
            lock.unlock();
        }
    }

    private void follow() {
        String known = position;
        if (known == null) {
            scan();
            return;
        }
        JobCatalog.Changes changes = catalog.changes(known);
        if (changes.lost()) {
            scan();
        } else {
            apply(changes);
        }
    }

    private void scan() {
        String start = catalog.position();
        JobIndex fresh = new JobIndex();
        catalog.scan(fresh::put);
        index = fresh;
        position = start;
        JobCatalog.Changes meanwhile = catalog.changes(start);
        if (!meanwhile.lost()) {
            apply(meanwhile);
        }
    }

    private void apply(JobCatalog.Changes changes) {
        changes.known().forEach(index::put);
        changes.removed().forEach(index::remove);
        position = changes.position();
    }
}
