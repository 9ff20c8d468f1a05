package dev.guestkit.worker.spi;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Says which jobs to list: everything said must hold. Not thread-safe. */
public final class JobQueryBuilder {
    private Set<JobState> states = Set.of();
    private Set<String> operations = Set.of();
    private final Map<String, String> labels = new HashMap<>();
    private Optional<String> namespace = Optional.empty();
    private Optional<Instant> since = Optional.empty();
    private Optional<Instant> until = Optional.empty();
    private Optional<String> idPrefix = Optional.empty();
    private boolean newestFirst = true;
    private int limit = 100;
    private Optional<String> cursor = Optional.empty();

    JobQueryBuilder() {}

    JobQueryBuilder(JobQuery query) {
        states = query.states();
        operations = query.operations();
        labels.putAll(query.labels());
        namespace = query.namespace();
        since = query.since();
        until = query.until();
        idPrefix = query.idPrefix();
        newestFirst = query.newestFirst();
        limit = query.limit();
        cursor = query.cursor();
    }

    /** Jobs in any of these states; none given means all. */
    public JobQueryBuilder states(JobState... states) {
        this.states = Set.of(states);
        return this;
    }

    /** Jobs in any of these states; empty means all. */
    public JobQueryBuilder states(Collection<JobState> states) {
        this.states = Set.copyOf(states);
        return this;
    }

    /** Jobs of any of these operations; none given means all. */
    public JobQueryBuilder operations(String... operations) {
        this.operations = Set.of(operations);
        return this;
    }

    /** Jobs of any of these operations; empty means all. */
    public JobQueryBuilder operations(Collection<String> operations) {
        this.operations = Set.copyOf(operations);
        return this;
    }

    /** Jobs that carry this label too. */
    public JobQueryBuilder label(String key, String value) {
        labels.put(key, value);
        return this;
    }

    /** Jobs that carry all of these labels too. */
    public JobQueryBuilder labels(Map<String, String> labels) {
        this.labels.putAll(labels);
        return this;
    }

    /** Jobs with this namespace in their metadata. */
    public JobQueryBuilder namespace(String namespace) {
        this.namespace = Optional.of(namespace);
        return this;
    }

    /** Jobs submitted at or after this time. */
    public JobQueryBuilder since(Instant since) {
        this.since = Optional.of(since);
        return this;
    }

    /** Jobs submitted before this time. */
    public JobQueryBuilder until(Instant until) {
        this.until = Optional.of(until);
        return this;
    }

    /** Jobs whose id begins so. */
    public JobQueryBuilder idPrefix(String idPrefix) {
        this.idPrefix = Optional.of(idPrefix);
        return this;
    }

    /** By the time of submission, newest first or oldest first. Without it, newest first. */
    public JobQueryBuilder newestFirst(boolean newestFirst) {
        this.newestFirst = newestFirst;
        return this;
    }

    /** Rows on a page, 1 to 1,000. Without it, 100. */
    public JobQueryBuilder limit(int limit) {
        this.limit = limit;
        return this;
    }

    /** Where an earlier page ended: its {@link JobPage#nextCursor()}. */
    public JobQueryBuilder cursor(String cursor) {
        this.cursor = Optional.of(cursor);
        return this;
    }

    /**
     * The query.
     *
     * @throws IllegalArgumentException when the limit is out of range
     */
    public JobQuery build() {
        return new JobQuery(states, operations, labels, namespace, since, until, idPrefix, newestFirst, limit, cursor);
    }
}
