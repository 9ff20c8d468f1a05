package dev.guestkit.http.server.internal.remote;

import dev.guestkit.http.server.internal.route.ApiError;
import dev.guestkit.http.server.internal.route.ApiException;
import dev.guestkit.http.server.internal.route.Call;
import dev.guestkit.http.server.internal.route.Query;
import dev.guestkit.http.server.internal.route.Response;
import dev.guestkit.job.JobIds;
import dev.guestkit.transport.http.internal.EventJson;
import dev.guestkit.transport.http.internal.RecordJson;
import dev.guestkit.transport.http.internal.StoreJson;
import dev.guestkit.worker.spi.JobTransport;
import java.util.Set;

/** What a transport on another host asks of this store beyond what applications do: whole records, pages, counts. Thread-safe. */
final class StoreEndpoints {
    private static final int MOST_EVENTS = 10_000;

    private final JobTransport transport;

    StoreEndpoints(JobTransport transport) {
        this.transport = transport;
    }

    Response record(Call call) {
        return Bodies.ok(
                RecordJson.write(transport.client().find(jobId(call)).orElseThrow(() -> unknown(call.parameter(0)))));
    }

    Response events(Call call) {
        Query query = call.query().only(Set.of("after", "limit"));
        long after = number(query, "after", -1, Long.MAX_VALUE);
        int limit = (int) number(query, "limit", 1, Integer.MAX_VALUE);
        return Bodies.ok(EventJson.write(transport.client().events(jobId(call), after, Math.min(limit, MOST_EVENTS))));
    }

    private static long number(Query query, String key, long least, long most) {
        String text = query.one(key).orElse("");
        try {
            long value = Long.parseLong(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw Query.bad(key, text, "a number");
        }
        throw Query.bad(key, text, least + " to " + most);
    }

    Response waiting(Call call) {
        return Bodies.ok(StoreJson.waiting(transport.client().waiting()));
    }

    private static String jobId(Call call) {
        String id = call.parameter(0);
        if (!JobIds.isValid(id)) {
            throw unknown(id);
        }
        return id;
    }

    private static ApiException unknown(String id) {
        return ApiError.NOT_FOUND.because("no job is known as " + id);
    }
}
