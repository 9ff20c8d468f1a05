package dev.guestkit.http.server.internal.rest;

import dev.guestkit.http.server.internal.route.ApiError;
import dev.guestkit.http.server.internal.route.Printable;
import dev.guestkit.http.server.internal.route.Query;
import dev.guestkit.job.JobStatus;
import dev.guestkit.worker.spi.JobQuery;
import dev.guestkit.worker.spi.JobQueryBuilder;
import dev.guestkit.worker.spi.JobState;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which jobs a client wants to see. */
final class ListQuery {
    private static final Set<String> KNOWN =
            Set.of("status", "operation", "label", "namespace", "since", "until", "q", "sort", "limit", "cursor");
    private static final int MOST = 1000;

    private ListQuery() {}

    /**
     * The query, empty when what is asked for cannot be: one label with two values.
     *
     * @throws dev.guestkit.http.server.internal.route.ApiException {@code BAD_REQUEST} naming the parameter that is wrong
     */
    static Optional<JobQuery> of(Query query) {
        query.only(KNOWN);
        JobQueryBuilder jobs = JobQuery.builder()
                .states(states(query.all("status")))
                .operations(new HashSet<>(query.all("operation")))
                .newestFirst(newestFirst(query));
        query.one("namespace").ifPresent(jobs::namespace);
        query.one("since").map(text -> time("since", text)).ifPresent(jobs::since);
        query.one("until").map(text -> time("until", text)).ifPresent(jobs::until);
        query.one("q").ifPresent(jobs::idPrefix);
        query.one("limit").map(ListQuery::limit).ifPresent(jobs::limit);
        query.one("cursor").ifPresent(jobs::cursor);
        Optional<Map<String, String>> labels = labels(query.all("label"));
        return labels.map(all -> jobs.labels(all).build());
    }

    private static Set<JobState> states(List<String> names) {
        Set<JobState> states = EnumSet.noneOf(JobState.class);
        for (String name : names) {
            JobStatus status = JobStatus.ofWireName(name)
                    .orElseThrow(() -> Query.bad(
                            "status",
                            name,
                            "one of pending, assigned, running, completed, failed, cancelled, timeout"));
            for (JobState state : JobState.values()) {
                if (state.status() == status) {
                    states.add(state);
                }
            }
        }
        return states;
    }

    private static boolean newestFirst(Query query) {
        return query.one("sort")
                .map(sort -> switch (sort) {
                    case "-submitted_at" -> true;
                    case "submitted_at" -> false;
                    default -> throw Query.bad("sort", sort, "submitted_at or -submitted_at");
                })
                .orElse(true);
    }

    private static Instant time(String key, String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw Query.bad(key, text, "a time such as 2026-01-31T12:00:00Z; a + in it is written %2B");
        }
    }

    private static int limit(String text) {
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= MOST) {
                return limit;
            }
        } catch (NumberFormatException e) { // said below
        }
        throw Query.bad("limit", text, "1 to " + MOST);
    }

    private static Optional<Map<String, String>> labels(List<String> pairs) {
        Map<String, String> labels = new HashMap<>();
        boolean possible = true;
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw Query.bad("label", pair, "key=value");
            }
            String value = pair.substring(equals + 1);
            String before = labels.put(pair.substring(0, equals), value);
            possible &= before == null || before.equals(value);
        }
        return possible ? Optional.of(labels) : Optional.empty();
    }

    static RuntimeException badCursor(String cursor) {
        return ApiError.BAD_REQUEST.because(
                "cursor must be the next_cursor of an earlier page, was " + Printable.of(cursor));
    }
}
