package dev.guestkit.http.server.internal.route;

import java.util.Optional;

/** Decides who may come in. Thread-safe, and quick: it is asked on the server's own threads. */
@FunctionalInterface
public interface Gate {
    /**
     * Who asks.
     *
     * @param route what for, empty when the address leads nowhere
     * @throws ApiException when that is not allowed
     */
    Caller admit(Exchange exchange, Optional<Route> route);
}
