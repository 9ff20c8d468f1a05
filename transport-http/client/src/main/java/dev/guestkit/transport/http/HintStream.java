package dev.guestkit.transport.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.guestkit.transport.http.internal.WireException;
import dev.guestkit.transport.http.internal.WireJson;
import dev.guestkit.worker.spi.Subscription;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stream of hints for any number of listeners: one connection, held while somebody listens. What happens while it is broken is
 * not told; whoever needs it looks again or hears of it otherwise. Thread-safe.
 */
final class HintStream<L> {
    private static final Logger log = LoggerFactory.getLogger(HintStream.class);

    private final Server server;
    private final String path;
    private final BiConsumer<L, JsonNode> tell;
    private final List<L> listeners = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable EventSource source;
    private CompletableFuture<Boolean> connected = new CompletableFuture<>();

    HintStream(Server server, String path, BiConsumer<L, JsonNode> tell) {
        this.server = server;
        this.path = path;
        this.tell = tell;
    }

    /** Returns when the stream stands, so that what the caller does next is told; not for ever when there is no server. */
    Subscription listen(L listener) {
        CompletableFuture<Boolean> ready;
        lock.lock();
        try {
            listeners.add(listener);
            if (source == null && !server.isClosed()) {
                connected = new CompletableFuture<>();
                source = EventSource.open(server, path, "", true, listening(connected));
            }
            ready = connected;
        } finally {
            lock.unlock();
        }
        Blocking.uninterruptibly(
                ready.copy().completeOnTimeout(false, EventSource.FIRST_CONNECTION.toMillis(), TimeUnit.MILLISECONDS));
        return () -> unlisten(listener);
    }

    private EventSource.Listener listening(CompletableFuture<Boolean> ready) {
        return event -> {
            if (event.name().equals("ready")) {
                ready.complete(true);
            } else {
                tellAll(event);
            }
        };
    }

    private void tellAll(SseEvent event) {
        try {
            JsonNode data = WireJson.tree(event.data().getBytes(StandardCharsets.UTF_8));
            listeners.forEach(listener -> tell.accept(listener, data));
        } catch (WireException e) {
            log.warn("an event of {} cannot be read: {}", path, e.getMessage());
        }
    }

    private void unlisten(L listener) {
        lock.lock();
        try {
            if (listeners.remove(listener) && listeners.isEmpty()) {
                close();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ends the connection. */
    void close() {
        lock.lock();
        try {
            if (source != null) {
                source.close();
                source = null;
            }
        } finally {
            lock.unlock();
        }
    }
}
