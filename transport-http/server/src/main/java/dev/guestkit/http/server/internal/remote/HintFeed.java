package dev.guestkit.http.server.internal.remote;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.guestkit.http.server.internal.route.Response;
import dev.guestkit.http.server.internal.route.Sink;
import dev.guestkit.transport.http.internal.WireJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One client's stream of hints (server-sent events without ids: what is missed is missed). Holds no thread; a client that does
 * not read is dropped, and connects again. Thread-safe.
 */
final class HintFeed implements Sink.Written {
    private static final int MOST_QUEUED = 1000;
    private static final int KEEP_ALIVE_SECONDS = 15;
    private static final Map<String, String> HEADERS =
            Map.of("Content-Type", "text/event-stream", "Cache-Control", "no-store", "X-Accel-Buffering", "no");

    private final Consumer<HintFeed> ended;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<byte[]> queue = new ArrayDeque<>();
    private @Nullable Sink sink;
    private @Nullable ScheduledFuture<?> keepAlive;
    private boolean writing;
    private boolean closed;

    /** Makes one; {@code ended} hears when the client is gone, once. */
    HintFeed(Consumer<HintFeed> ended) {
        this.ended = ended;
    }

    /** The answer that the feed goes out by; what was sent before it stands goes along. */
    Response response(Means means) {
        send("ready", WireJson.object());
        return new Response.Streamed(200, HEADERS, -1, opened -> open(opened, means));
    }

    private void open(Sink opened, Means means) {
        lock.lock();
        try {
            sink = opened;
            keepAlive = means.timer()
                    .scheduleWithFixedDelay(
                            () -> send(": still here\n\n"), KEEP_ALIVE_SECONDS, KEEP_ALIVE_SECONDS, TimeUnit.SECONDS);
        } finally {
            lock.unlock();
        }
        next();
    }

    void send(String event, ObjectNode data) {
        send("event: " + event + "\ndata: " + new String(WireJson.bytes(data), StandardCharsets.UTF_8) + "\n\n");
    }

    private void send(String text) {
        boolean slow;
        lock.lock();
        try {
            slow = queue.size() >= MOST_QUEUED;
            if (!closed && !slow) {
                queue.add(text.getBytes(StandardCharsets.UTF_8));
            }
        } finally {
            lock.unlock();
        }
        if (slow) {
            close();
        } else {
            next();
        }
    }

    /** Writes what is queued, one write at a time, never under the lock. */
    private void next() {
        byte[] data;
        Sink to;
        lock.lock();
        try {
            if (writing || closed || sink == null || queue.isEmpty()) {
                return;
            }
            writing = true;
            data = queue.remove();
            to = sink;
        } finally {
            lock.unlock();
        }
        to.write(data, this);
    }

    @Override
    public void done() {
        lock.lock();
        try {
            writing = false;
        } finally {
            lock.unlock();
        }
        next();
    }

    @Override
    public void failed(Throwable why) {
        close();
    }

    /** Ends the stream. */
    void close() {
        Sink open;
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            open = sink;
            if (keepAlive != null) {
                keepAlive.cancel(false);
            }
        } finally {
            lock.unlock();
        }
        if (open != null) {
            open.close();
        }
        ended.accept(this);
    }
}
