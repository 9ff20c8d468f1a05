package dev.guestkit.http.server.internal.guard;

import dev.guestkit.http.server.internal.route.Caller;
import dev.guestkit.http.server.internal.route.Exchange;
import dev.guestkit.http.server.internal.route.Gate;
import dev.guestkit.http.server.internal.route.Route;
import java.util.Optional;

/** Lets scrapers in without credentials on loopback, and elsewhere when that was asked for. */
public final class MetricsGate implements Gate {
    private final Gate others;
    private final boolean everywhere;
    private final boolean onLoopback;

    /**
     * Makes one.
     *
     * @param everywhere whether metrics are shown to anybody who reaches them
     * @param onLoopback whether they are to anybody on this machine; else {@code others} decides there as well
     */
    public MetricsGate(Gate others, boolean everywhere, boolean onLoopback) {
        this.others = others;
        this.everywhere = everywhere;
        this.onLoopback = onLoopback;
    }

    @Override
    public Caller admit(Exchange exchange, Optional<Route> route) {
        boolean metrics = route.filter(r -> r.path().equals("/metrics")).isPresent();
        return metrics && (everywhere || (onLoopback && exchange.isAtLoopback()))
                ? Caller.ANYBODY
                : others.admit(exchange, route);
    }
}
