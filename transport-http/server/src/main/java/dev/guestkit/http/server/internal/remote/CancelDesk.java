package dev.guestkit.http.server.internal.remote;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.guestkit.http.server.internal.route.ApiError;
import dev.guestkit.http.server.internal.route.Call;
import dev.guestkit.http.server.internal.route.Response;
import dev.guestkit.transport.http.internal.ClaimJson;
import dev.guestkit.transport.http.internal.WireJson;
import dev.guestkit.worker.spi.ClaimToken;
import dev.guestkit.worker.spi.JobSource;
import dev.guestkit.worker.spi.Subscription;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Tells remote workers at once that a job of theirs is to stop. Which process holds which claim is known from its claims and
 * renewals, in memory: after a restart of the server the next renewal says it. Thread-safe.
 */
final class CancelDesk implements AutoCloseable {
    /** Among them cancels of claims that are not held from here, or not known yet. */
    private static final int MOST_ASKED = 10_000;

    private final JobSource source;
    private final Means means;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<ClaimToken, Owner> owners = new HashMap<>();
    private final Map<String, HintFeed> feeds = new HashMap<>();
    private final Map<ClaimToken, String> asked = new LinkedHashMap<>();
    private @Nullable Subscription cancels;
    private long sweptAt;

    private record Owner(String session, long until) {}

    CancelDesk(JobSource source, Means means) {
        this.source = source;
        this.means = means;
    }

    /** {@code GET /api/v1/worker/cancels?session=…}. */
    Response stream(Call call) {
        String session = call.query()
                .only(Set.of("session"))
                .one("session")
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> ApiError.BAD_REQUEST.because("session must say whose cancels are asked for"));
        listen();
        HintFeed feed = new HintFeed(gone -> forget(session, gone));
        HintFeed before;
        lock.lock();
        try {
            before = feeds.put(session, feed);
        } finally {
            lock.unlock();
        }
        if (before != null) {
            before.close();
        }
        Response response = feed.response(means);
        tellAll(session);
        return response;
    }

    private void forget(String session, HintFeed gone) {
        lock.lock();
        try {
            feeds.remove(session, gone);
        } finally {
            lock.unlock();
        }
    }

    private void listen() {
        lock.lock();
        try {
            if (cancels == null) {
                cancels = source.onCancel(this::cancelled);
            }
        } finally {
            lock.unlock();
        }
    }

    /** This process holds the claim, for so long at least. */
    void owned(ClaimToken token, String session, Duration lease) {
        boolean news;
        lock.lock();
        try {
            long now = means.time().nanoTime();
            Owner before = owners.put(token, new Owner(session, now + 2 * lease.toNanos()));
            news = before == null || !before.session().equals(session);
            sweep(now, lease);
        } finally {
            lock.unlock();
        }
        if (news) {
            tell(token);
        }
    }

    private void sweep(long now, Duration lease) {
        if (now - sweptAt > lease.toNanos()) {
            sweptAt = now;
            owners.values().removeIf(owner -> owner.until() - now < 0);
        }
    }

    /** Nobody holds the claim any more. */
    void ended(ClaimToken token) {
        lock.lock();
        try {
            owners.remove(token);
            asked.remove(token);
        } finally {
            lock.unlock();
        }
    }

    private void cancelled(ClaimToken token, String reason) {
        lock.lock();
        try {
            asked.put(token, reason);
            if (asked.size() > MOST_ASKED) {
                asked.remove(asked.keySet().iterator().next());
            }
        } finally {
            lock.unlock();
        }
        tell(token);
    }

    /** Tells the owner, if it is known and listens; kept until the claim ends, because a connection may be dead already. */
    private void tell(ClaimToken token) {
        HintFeed feed;
        String reason;
        lock.lock();
        try {
            Owner owner = owners.get(token);
            feed = owner == null ? null : feeds.get(owner.session());
            reason = asked.get(token);
        } finally {
            lock.unlock();
        }
        if (feed != null && reason != null) {
            ObjectNode data = WireJson.object().put("reason", reason);
            data.set("token", ClaimJson.write(token));
            feed.send("cancel", data);
        }
    }

    private void tellAll(String session) {
        List<ClaimToken> tokens;
        lock.lock();
        try {
            tokens = asked.keySet().stream()
                    .filter(token -> Optional.ofNullable(owners.get(token))
                            .filter(owner -> owner.session().equals(session))
                            .isPresent())
                    .toList();
        } finally {
            lock.unlock();
        }
        tokens.forEach(this::tell);
    }

    /** Ends every stream. */
    @Override
    public void close() {
        List<HintFeed> open;
        Subscription listening;
        lock.lock();
        try {
            open = List.copyOf(feeds.values());
            feeds.clear();
            listening = cancels;
        } finally {
            lock.unlock();
        }
        open.forEach(HintFeed::close);
        if (listening != null) {
            listening.close();
        }
    }
}
