package dev.guestkit.http.server.internal.stream;

import dev.guestkit.http.server.internal.route.ApiError;
import dev.guestkit.http.server.internal.route.ApiException;
import dev.guestkit.http.server.internal.route.Exchange;
import dev.guestkit.http.server.internal.route.Printable;
import dev.guestkit.worker.spi.EventPage;
import dev.guestkit.worker.spi.JobClient;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Where a stream goes on: after the event that the client says it saw last.
 *
 * @param after the id of that event, -1 for none
 * @param over whether the client saw the end
 */
record Resume(long after, boolean over) {
    private static final Pattern FORM = Pattern.compile("0|[1-9]\\d{0,17}");

    /**
     * Where this client goes on.
     *
     * @throws ApiException {@code BAD_REQUEST} when it names what the stream cannot have sent
     */
    static Resume of(Exchange exchange, JobClient client, String jobId) {
        List<String> sent = exchange.headers("Last-Event-ID");
        if (sent.isEmpty() || (sent.size() == 1 && sent.get(0).isEmpty())) {
            return new Resume(-1, false);
        }
        if (sent.size() != 1 || !FORM.matcher(sent.get(0)).matches()) {
            throw bad(String.join(", ", sent));
        }
        long id = Long.parseLong(sent.get(0));
        if (isKnown(client, jobId, id)) {
            return new Resume(id, false);
        }
        // The end has the id after the last event's.
        if (id > 0 && client.events(jobId, id - 1, 1).ended() && isKnown(client, jobId, id - 1)) {
            return new Resume(id, true);
        }
        throw bad(sent.get(0));
    }

    /** Whether there is an event of this id, or was before those that are kept. */
    private static boolean isKnown(JobClient client, String jobId, long id) {
        EventPage page = client.events(jobId, id - 1, 1);
        return page.gap() || !page.events().isEmpty();
    }

    private static ApiException bad(String id) {
        return ApiError.BAD_REQUEST.because(
                "Last-Event-ID must be the id of an event of this stream, was " + Printable.of(id));
    }
}
