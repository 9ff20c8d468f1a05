package dev.guestkit.worker.store;

import java.util.List;
import java.util.function.Consumer;

/** All that the author of a transport writes so that jobs can be listed; {@link JobListing} does the rest. Thread-safe. */
public interface JobCatalog {
    /** A place in the feed of changes: everything that changes from now on comes after it. */
    String position();

    /**
     * Shows every job, in any order. A big store goes through itself in pieces, by a key, and holds nothing up meanwhile: a job
     * that changes during the scan may be shown as before or after, because it is in the feed as well.
     */
    void scan(Consumer<JobFacts> visitor);

    /** What has changed since {@code position}. */
    Changes changes(String position);

    /**
     * Changes, in order.
     *
     * @param known jobs that are new or otherwise than before
     * @param removed ids of jobs that are gone
     * @param position where the next question begins
     * @param lost whether the store cannot say what has changed: everything must be scanned again
     */
    record Changes(List<JobFacts> known, List<String> removed, String position, boolean lost) {
        /** Copies the lists. */
        public Changes {
            known = List.copyOf(known);
            removed = List.copyOf(removed);
        }
    }
}
