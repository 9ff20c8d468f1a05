package dev.guestkit.http.server.internal.remote;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.guestkit.http.server.internal.route.Call;
import dev.guestkit.http.server.internal.route.Response;
import dev.guestkit.transport.http.internal.WireJson;
import dev.guestkit.worker.spi.JobClient;
import dev.guestkit.worker.spi.Subscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Tells clients of which jobs something changed, all of them or one job's, gathered for some milliseconds: a busy store changes
 * more often than anybody looks. Listens to the store while somebody listens here. Thread-safe.
 */
final class ChangeHub implements AutoCloseable {
    private static final Duration GATHER = Duration.ofMillis(20);
    private static final int MOST_IN_ONE = 500;

    private final JobClient client;
    private final Means means;
    private final Map<HintFeed, Optional<String>> feeds = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<String> changed = new LinkedHashSet<>();
    private @Nullable Subscription listening;
    private boolean planned;

    ChangeHub(JobClient client, Means means) {
        this.client = client;
        this.means = means;
    }

    /** {@code GET /api/v1/transport/changes}, of one job with {@code job_id=…}. */
    Response stream(Call call) {
        Optional<String> job = call.query().only(Set.of("job_id")).one("job_id");
        HintFeed feed = new HintFeed(this::forget);
        feeds.put(feed, job);
        listen();
        return feed.response(means);
    }

    private void listen() {
        lock.lock();
        try {
            if (listening == null) {
                listening = client.onChange(this::changed);
            }
        } finally {
            lock.unlock();
        }
    }

    private void forget(HintFeed feed) {
        feeds.remove(feed);
        lock.lock();
        try {
            if (feeds.isEmpty() && listening != null) {
                listening.close();
                listening = null;
            }
        } finally {
            lock.unlock();
        }
    }

    private void changed(String jobId) {
        lock.lock();
        try {
            changed.add(jobId);
            if (!planned) {
                planned = true;
                means.later(GATHER, this::tellChanged);
            }
        } finally {
            lock.unlock();
        }
    }

    private void tellChanged() {
        List<String> ids;
        lock.lock();
        try {
            planned = false;
            ids = new ArrayList<>(changed);
            changed.clear();
        } finally {
            lock.unlock();
        }
        for (int from = 0; from < ids.size(); from += MOST_IN_ONE) {
            tell(ids.subList(from, Math.min(ids.size(), from + MOST_IN_ONE)));
        }
    }

    private void tell(List<String> ids) {
        feeds.forEach((feed, only) -> {
            List<String> mine = only.isEmpty()
                    ? ids
                    : ids.stream().filter(only.get()::equals).toList();
            if (!mine.isEmpty()) {
                ObjectNode data = WireJson.object();
                ArrayNode all = data.putArray("job_ids");
                mine.forEach(all::add);
                feed.send("changed", data);
            }
        });
    }

    /** Ends every stream. */
    @Override
    public void close() {
        List.copyOf(feeds.keySet()).forEach(HintFeed::close);
    }
}
