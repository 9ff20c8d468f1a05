package dev.guestkit.http.server;

import java.net.URI;
import java.util.function.Consumer;

/** A front that answers at a real socket of some server, until it is closed. */
interface Served extends AutoCloseable {
    /** Where. */
    URI uri();

    @Override
    void close();

    /** Makes one over what {@code settings} set up. */
    interface Maker {
        Served serve(HttpFront front);
    }

    /** The embedded Jetty. */
    static Served jetty(HttpFront front) {
        HttpListener listener = HttpListener.builder(front)
                .address("127.0.0.1", 0)
                .grace(java.time.Duration.ofSeconds(2))
                .start();
        return new Served() {
            @Override
            public URI uri() {
                return listener.uri();
            }

            @Override
            public void close() {
                front.close();
                listener.close();
            }
        };
    }

    /** A front with these settings over what the builder begins with. */
    static HttpFront front(HttpFrontBuilder builder, Consumer<HttpFrontBuilder> settings) {
        settings.accept(builder);
        return builder.build();
    }
}
