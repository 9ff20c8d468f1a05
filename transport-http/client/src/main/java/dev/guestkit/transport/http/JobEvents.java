package dev.guestkit.transport.http;

import dev.guestkit.job.Json;
import dev.guestkit.transport.http.internal.WireException;
import dev.guestkit.transport.http.internal.WireJson;
import dev.guestkit.transport.http.internal.WirePaths;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Passes the events of one job on, each once and in order, over as many connections as it takes. */
final class JobEvents implements EventSource.Listener {
    private final JobEventListener listener;
    private boolean over;

    private JobEvents(JobEventListener listener) {
        this.listener = listener;
    }

    static EventSource open(Server server, String jobId, long after, JobEventListener listener) {
        String last = after < 0 ? "" : Long.toString(after);
        return EventSource.open(server, WirePaths.job(jobId) + "/events", last, false, new JobEvents(listener));
    }

    @Override
    public void event(SseEvent event) {
        if (over) {
            return;
        }
        try {
            Json data = Json.of(WireJson.tree(event.data().getBytes(StandardCharsets.UTF_8)));
            listener.event(new StreamedEvent(Long.parseLong(event.id()), event.name(), data));
        } catch (WireException | NumberFormatException e) {
            return; // of a kind that this client does not know
        }
        if (event.name().equals("end")) {
            ended(Optional.empty());
        }
    }

    @Override
    public void ended(Optional<HttpApiException> why) {
        if (!over) {
            over = true;
            listener.ended(why);
        }
    }
}
