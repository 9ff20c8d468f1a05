package dev.guestkit.transport.http;

import dev.guestkit.worker.spi.JobQuery;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** A query of jobs as the parameters of the REST listing. */
final class QueryText {
    private final StringBuilder text = new StringBuilder();

    private QueryText() {}

    static String of(JobQuery query) {
        QueryText out = new QueryText();
        query.states().stream()
                .map(state -> state.status().wireName())
                .distinct()
                .forEach(status -> out.add("status", status));
        query.operations().forEach(operation -> out.add("operation", operation));
        query.labels().forEach((key, value) -> out.add("label", key + "=" + value));
        query.namespace().ifPresent(namespace -> out.add("namespace", namespace));
        query.since().ifPresent(time -> out.add("since", time.toString()));
        query.until().ifPresent(time -> out.add("until", time.toString()));
        query.idPrefix().ifPresent(prefix -> out.add("q", prefix));
        out.add("sort", query.newestFirst() ? "-submitted_at" : "submitted_at");
        out.add("limit", Integer.toString(query.limit()));
        query.cursor().ifPresent(cursor -> out.add("cursor", cursor));
        return out.text.toString();
    }

    private void add(String name, String value) {
        text.append(text.isEmpty() ? '?' : '&')
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
    }
}
