package dev.guestkit.http.server;

import dev.guestkit.http.server.internal.route.Front;
import dev.guestkit.worker.spi.JobTransport;
import java.util.List;

/**
 * The HTTP front of a transport: REST over jobs, events, health and metrics, by itself without a socket. {@link HttpListener} gives it one, {@link
 * GuestkitServlet} mounts it in a servlet container, and both may do so at once. Thread-safe.
 *
 * <pre>{@code
 * HttpFront front = HttpFront.builder(transport).worker(worker).build();
 * HttpListener listener = HttpListener.builder(front).address("127.0.0.1", 8080).start();
 * }</pre>
 *
 * <p>The transport and the worker stay the caller's to close: first {@link #drain()}, then the worker, then the listeners, then this.
 */
public final class HttpFront implements AutoCloseable {
    private final Front api;
    private final Front metrics;
    private final boolean authenticates;
    private final boolean openMetrics;
    private final List<Runnable> closing;

    HttpFront(Front api, Front metrics, boolean authenticates, boolean openMetrics, List<Runnable> closing) {
        this.api = api;
        this.metrics = metrics;
        this.authenticates = authenticates;
        this.openMetrics = openMetrics;
        this.closing = List.copyOf(closing);
    }

    /** A builder. */
    public static HttpFrontBuilder builder(JobTransport transport) {
        return new HttpFrontBuilder(transport);
    }

    Front api() {
        return api;
    }

    Front metrics() {
        return metrics;
    }

    boolean authenticates() {
        return authenticates;
    }

    boolean showsMetricsToAnybody() {
        return openMetrics;
    }

    /** From now on it is not ready and refuses new jobs with 503; everything else goes on. */
    public void drain() {
        api.drain();
        metrics.drain();
    }

    /** Ends every stream of events and its threads. Idempotent. */
    @Override
    public void close() {
        drain();
        closing.forEach(Runnable::run);
    }
}
