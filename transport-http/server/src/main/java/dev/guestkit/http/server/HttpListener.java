package dev.guestkit.http.server;

import dev.guestkit.http.server.internal.jetty.JettyServer;
import java.net.URI;

/** A socket at which a {@link HttpFront} answers, by an embedded Jetty. Thread-safe. */
public final class HttpListener implements AutoCloseable {
    private final JettyServer server;

    HttpListener(JettyServer server) {
        this.server = server;
    }

    /** A builder. */
    public static HttpListenerBuilder builder(HttpFront front) {
        return new HttpListenerBuilder(front);
    }

    /** Where it answers, with the real port when any was asked for. */
    public URI uri() {
        return server.uri();
    }

    /** Takes no more connections, lets requests that are under way end for the grace time, then ends. Idempotent. */
    @Override
    public void close() {
        server.stop();
    }
}
