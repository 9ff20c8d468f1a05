package dev.guestkit.transport.http;

import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stream of events that is connected again whenever it breaks, after the last event seen, until it is closed or the server
 * says that nothing follows. No thread of its own: lines come on the client's threads. Thread-safe.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what becomes of a connection is told to the listener
final class EventSource implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EventSource.class);
    /** The server sends a comment every 15 s: three missed ones are a dead connection that nobody told of. */
    private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(45);

    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    /** Hears what comes. Called on a client's thread, never by two at once. */
    interface Listener {
        /** The stream stands; said after every connection. */
        default void connected() {}

        void event(SseEvent event);

        /** Nothing follows: empty when the server said so, else why it is not tried again. */
        default void ended(Optional<HttpApiException> why) {}
    }

    private final Server server;
    private final String path;
    private final Listener listener;
    private final boolean persistent;
    private final AtomicInteger failures = new AtomicInteger();
    private volatile String lastId;
    private volatile long heardAt = System.nanoTime();
    private volatile boolean closed;
    private volatile @Nullable SseLines lines;
    private volatile @Nullable CompletableFuture<?> exchange;

    private EventSource(Server server, String path, String lastId, boolean persistent, Listener listener) {
        this.server = server;
        this.path = path;
        this.lastId = lastId;
        this.persistent = persistent;
        this.listener = listener;
    }

    /**
     * Begins to listen.
     *
     * @param lastId the newest event known, empty for none
     * @param persistent whether a refusal is tried again as well: for streams of hints, which nobody minds to miss for a while
     */
    static EventSource open(Server server, String path, String lastId, boolean persistent, Listener listener) {
        EventSource source = new EventSource(server, path, lastId, persistent, listener);
        source.connect();
        source.watch();
        return source;
    }

    private void connect() {
        if (closed || server.isClosed()) {
            return;
        }
        heardAt = System.nanoTime();
        SseLines reading = new SseLines(lastId, () -> heardAt = System.nanoTime(), this::event, this::broken);
        lines = reading;
        Map<String, String> headers = new HashMap<>(Map.of("Accept", "text/event-stream"));
        if (!lastId.isEmpty()) {
            headers.put("Last-Event-ID", lastId);
        }
        Call call = new Call(
                "GET", path, java.net.http.HttpRequest.BodyPublishers::noBody, headers, Call.DEFAULT_TIMEOUT, 0);
        CompletableFuture<HttpResponse<Optional<byte[]>>> sent = server.begin(call, info -> {
            if (info.statusCode() != 200) {
                return BodySubscribers.mapping(new BoundedBody(1 << 20), Optional::of);
            }
            failures.set(0);
            listener.connected();
            return BodySubscribers.fromLineSubscriber(reading, end -> Optional.empty(), StandardCharsets.UTF_8, null);
        });
        exchange = sent;
        sent.whenComplete((response, failure) -> {
            if (failure != null) {
                broken(failure);
            } else if (response.statusCode() != 200) {
                refused(call, response.statusCode(), response.body().orElse(new byte[0]));
            }
        });
    }

    private void event(SseEvent event) {
        lastId = event.id();
        if (!closed) {
            listener.event(event);
        }
    }

    private void refused(Call call, int status, byte[] body) {
        if (status == 204) {
            end(Optional.empty());
            return;
        }
        HttpApiException why = new Answer(Server.what(call), status, Duration.ZERO, body).refusal();
        if (persistent || why.kind() == HttpApiException.Kind.UNAVAILABLE) {
            broken(why);
        } else {
            end(Optional.of(why));
        }
    }

    private void end(Optional<HttpApiException> why) {
        if (!closed) {
            closed = true;
            listener.ended(why);
        }
    }

    private final AtomicInteger pending = new AtomicInteger();

    /** Both the exchange and its lines may say so. */
    private void broken(@Nullable Throwable why) {
        if (closed || server.isClosed() || !pending.compareAndSet(0, 1)) {
            return;
        }
        int times = failures.getAndIncrement();
        long pause = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(times, 10));
        log.debug("the stream {} broke, connecting again: {}", path, String.valueOf(why));
        CompletableFuture.delayedExecutor(
                        pause / 2 + ThreadLocalRandom.current().nextLong(pause / 2 + 1), TimeUnit.MILLISECONDS)
                .execute(() -> {
                    pending.set(0);
                    connect();
                });
    }

    private void watch() {
        CompletableFuture.delayedExecutor(SILENCE_NANOS / 3, TimeUnit.NANOSECONDS)
                .execute(() -> {
                    if (closed || server.isClosed()) {
                        return;
                    }
                    SseLines reading = lines;
                    if (System.nanoTime() - heardAt > SILENCE_NANOS && reading != null) {
                        reading.cancel();
                        broken(null);
                    }
                    watch();
                });
    }

    /** No event is told any more. */
    @Override
    public void close() {
        closed = true;
        SseLines reading = lines;
        if (reading != null) {
            reading.cancel();
        }
        CompletableFuture<?> sent = exchange;
        if (sent != null) {
            sent.cancel(true);
        }
    }

    /** How long a caller waits for the first connection who must not miss what happens next. */
    static final Duration FIRST_CONNECTION = Duration.ofSeconds(5);
}
