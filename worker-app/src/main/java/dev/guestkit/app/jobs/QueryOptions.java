package dev.guestkit.app.jobs;

import dev.guestkit.worker.spi.JobQuery;
import dev.guestkit.worker.spi.JobQueryBuilder;
import dev.guestkit.worker.spi.JobState;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which jobs are meant. */
final class QueryOptions {
    @Option(names = "--state", paramLabel = "STATE", split = ",", description = "${COMPLETION-CANDIDATES}")
    private List<JobState> states = List.of();

    @Option(names = "--operation", paramLabel = "OP", split = ",", description = "any of these")
    private List<String> operations = List.of();

    @Option(names = "--label", paramLabel = "KEY=VALUE", description = "all of these")
    private Map<String, String> labels = Map.of();

    @Option(names = "--namespace", paramLabel = "NAME", description = "of the metadata")
    private @Nullable String namespace;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "submitted at or after, for example 2026-01-31T00:00:00Z")
    private @Nullable OffsetDateTime since;

    @Option(names = "--until", paramLabel = "TIME", description = "submitted before")
    private @Nullable OffsetDateTime until;

    @Option(names = "--id-prefix", paramLabel = "TEXT", description = "the id begins so")
    private @Nullable String prefix;

    @Option(names = "--oldest-first", description = "by the time of submission")
    private boolean oldestFirst;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description = "at most 1000; default ${DEFAULT-VALUE}")
    private int limit = 100;

    @Option(names = "--cursor", paramLabel = "CURSOR", description = "where the page before ended")
    private @Nullable String cursor;

    boolean isEmpty() {
        return states.isEmpty() && operations.isEmpty() && labels.isEmpty() && namespace == null && prefix == null;
    }

    JobQuery query() {
        JobQueryBuilder query = JobQuery.builder()
                .states(states)
                .operations(operations)
                .labels(labels)
                .newestFirst(!oldestFirst)
                .limit(limit);
        Optional.ofNullable(namespace).ifPresent(query::namespace);
        Optional.ofNullable(since).map(OffsetDateTime::toInstant).ifPresent(query::since);
        Optional.ofNullable(until).map(OffsetDateTime::toInstant).ifPresent(query::until);
        Optional.ofNullable(prefix).ifPresent(query::idPrefix);
        Optional.ofNullable(cursor).ifPresent(query::cursor);
        return query.build();
    }
}
