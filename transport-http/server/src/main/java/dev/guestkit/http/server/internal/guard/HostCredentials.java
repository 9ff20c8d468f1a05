package dev.guestkit.http.server.internal.guard;

import dev.guestkit.http.server.Authentication;
import dev.guestkit.http.server.internal.route.Caller;
import dev.guestkit.http.server.internal.route.Exchange;
import dev.guestkit.http.server.internal.route.Scope;
import java.util.Optional;
import java.util.stream.Collectors;

/** Those that the host of the server knows. */
public final class HostCredentials implements TokenGate.Credentials {
    private final Authentication host;

    /** Makes one that asks the host. */
    public HostCredentials(Authentication host) {
        this.host = host;
    }

    @Override
    public Optional<Caller> caller(Exchange exchange) {
        return host.identify(new Seen(exchange)).map(HostCredentials::caller);
    }

    private static Caller caller(Authentication.Identity who) {
        return new Caller(
                Optional.of(who.name()),
                who.method(),
                who.scopes().stream().map(Scope::of).collect(Collectors.toSet()));
    }

    private record Seen(Exchange exchange) implements Authentication.Request {
        @Override
        public String method() {
            return exchange.method();
        }

        @Override
        public String path() {
            return exchange.path();
        }

        @Override
        public Optional<String> header(String name) {
            return exchange.header(name);
        }

        @Override
        public String remote() {
            return exchange.remote();
        }

        @Override
        public Optional<String> user() {
            return exchange.user();
        }
    }
}
