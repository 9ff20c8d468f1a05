package dev.guestkit.http.server.internal.guard;

import dev.guestkit.http.server.internal.route.ApiError;
import dev.guestkit.http.server.internal.route.Caller;
import dev.guestkit.http.server.internal.route.Exchange;
import dev.guestkit.http.server.internal.route.Gate;
import dev.guestkit.http.server.internal.route.Printable;
import dev.guestkit.http.server.internal.route.Route;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Lets in without credentials, on loopback only: programs of this machine, and no page of the web that a browser of this machine
 * shows. Such a page reaches loopback too, under a name of its own that resolves to it, or across origins; {@code Host} and
 * {@code Origin} tell.
 */
public final class LocalGate implements Gate {
    private final Set<String> names;

    /** Makes one that takes these names of the server besides those of loopback, in small letters. */
    public LocalGate(Set<String> names) {
        this.names = Set.copyOf(names);
    }

    @Override
    public Caller admit(Exchange exchange, Optional<Route> route) {
        if (!exchange.isAtLoopback()) {
            throw ApiError.FORBIDDEN.because(
                    "this server asks for no credentials and so answers on loopback only; give it a token file");
        }
        List<String> hosts = exchange.headers("Host");
        if (hosts.size() != 1 || !isOurs(hosts.get(0))) {
            throw ApiError.FORBIDDEN.because("the server is not known as " + Printable.of(String.join(", ", hosts))
                    + "; ask it by an address of loopback, or as localhost");
        }
        for (String origin : exchange.headers("Origin")) {
            if (!isSame(origin, hosts.get(0))) {
                throw ApiError.FORBIDDEN.because("pages of " + Printable.of(origin) + " have no business here");
            }
        }
        return Caller.ANYBODY;
    }

    private static boolean isSame(String origin, String host) {
        return origin.equalsIgnoreCase("http://" + host) || origin.equalsIgnoreCase("https://" + host);
    }

    private boolean isOurs(String host) {
        String name = withoutPort(host).toLowerCase(Locale.ROOT);
        return name.equals("localhost") || name.equals("[::1]") || isLoopback(name) || names.contains(name);
    }

    private static boolean isLoopback(String name) {
        return name.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
    }

    private static String withoutPort(String host) {
        int colon = host.lastIndexOf(':');
        return colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
    }
}
