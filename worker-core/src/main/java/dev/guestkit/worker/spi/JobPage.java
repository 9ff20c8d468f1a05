package dev.guestkit.worker.spi;

import java.util.List;
import java.util.Optional;

/**
 * A page of jobs.
 *
 * @param jobs the rows
 * @param total how many jobs match in all
 * @param nextCursor where the next page begins, empty on the last
 */
public record JobPage(List<JobSummary> jobs, long total, Optional<String> nextCursor) {
    /** Copies the list. */
    public JobPage {
        jobs = List.copyOf(jobs);
    }
}
