package dev.guestkit.worker.spi;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which jobs to list. Everything given must hold. Made by {@link #builder()}.
 *
 * @param states any of these; empty means all
 * @param operations any of these; empty means all
 * @param labels all of these
 * @param namespace of the metadata
 * @param since submitted at or after
 * @param until submitted before
 * @param idPrefix the id begins so
 * @param newestFirst by submission time, newest first or oldest first
 * @param limit rows on a page, 1 to 1,000
 * @param cursor where an earlier page ended
 */
public record JobQuery(
        Set<JobState> states,
        Set<String> operations,
        Map<String, String> labels,
        Optional<String> namespace,
        Optional<Instant> since,
        Optional<Instant> until,
        Optional<String> idPrefix,
        boolean newestFirst,
        int limit,
        Optional<String> cursor) {
    /** Copies the collections. */
    public JobQuery {
        states = Set.copyOf(states);
        operations = Set.copyOf(operations);
        labels = Map.copyOf(labels);
        if (limit < 1 || limit > 1000) {
            throw new IllegalArgumentException("limit must be 1 to 1000, was " + limit);
        }
    }

    /** All jobs, newest first, the first 100. */
    public static JobQuery all() {
        return builder().build();
    }

    /** Says which jobs; what is not said is as in {@link #all()}. */
    public static JobQueryBuilder builder() {
        return new JobQueryBuilder();
    }

    /** A builder that begins with what this query says. */
    public JobQueryBuilder toBuilder() {
        return new JobQueryBuilder(this);
    }
}
