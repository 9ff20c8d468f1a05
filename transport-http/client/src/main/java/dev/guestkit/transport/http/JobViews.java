package dev.guestkit.transport.http;

import java.util.List;
import java.util.Optional;

/**
 * A page of jobs.
 *
 * @param total how many match in all
 * @param nextCursor where the next page begins, empty on the last
 */
public record JobViews(List<JobView> jobs, long total, Optional<String> nextCursor) {
    /** Copies the list. */
    public JobViews {
        jobs = List.copyOf(jobs);
    }
}
