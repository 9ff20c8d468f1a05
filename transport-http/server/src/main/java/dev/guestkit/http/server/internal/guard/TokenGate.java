package dev.guestkit.http.server.internal.guard;

import dev.guestkit.http.server.internal.route.ApiError;
import dev.guestkit.http.server.internal.route.ApiException;
import dev.guestkit.http.server.internal.route.Caller;
import dev.guestkit.http.server.internal.route.Exchange;
import dev.guestkit.http.server.internal.route.Gate;
import dev.guestkit.http.server.internal.route.Route;
import dev.guestkit.http.server.internal.route.Scope;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Lets in who shows a bearer token (RFC 6750) with the scope of what is asked for. */
public final class TokenGate implements Gate {
    private static final String SCHEME = "bearer ";

    private final Credentials credentials;

    /** Makes one. */
    public TokenGate(Credentials credentials) {
        this.credentials = credentials;
    }

    /** Knows callers by what they show. */
    public interface Credentials {
        /** Who asks, empty when nothing is shown or what is shown is not known. */
        Optional<Caller> caller(Exchange exchange);
    }

    /** Those of a token file. */
    public static Credentials of(TokenFile file) {
        return exchange -> bearer(exchange)
                .flatMap(file::find)
                .map(token -> new Caller(Optional.of(token.name()), "bearer", token.scopes()));
    }

    private static Optional<String> bearer(Exchange exchange) {
        List<String> sent = exchange.headers("Authorization");
        return sent.size() == 1 && sent.get(0).toLowerCase(Locale.ROOT).startsWith(SCHEME)
                ? Optional.of(sent.get(0).substring(SCHEME.length()).strip())
                : Optional.empty();
    }

    @Override
    public Caller admit(Exchange exchange, Optional<Route> route) {
        Scope scope = route.map(Route::scope).orElse(Scope.READ);
        if (scope == Scope.OPEN) {
            return Caller.ANYBODY;
        }
        Caller caller = credentials.caller(exchange).orElseThrow(() -> unknown(exchange));
        if (route.isPresent() && !caller.scopes().contains(scope)) {
            throw ApiError.FORBIDDEN
                    .because("this needs a token with the scope " + scope.text() + ", which this one has not")
                    .header("WWW-Authenticate", "Bearer error=\"insufficient_scope\", scope=\"" + scope.text() + "\"");
        }
        return caller;
    }

    private static ApiException unknown(Exchange exchange) {
        boolean shown = !exchange.headers("Authorization").isEmpty();
        return ApiError.UNAUTHORIZED
                .because(shown ? "the token is not known" : "show a token: Authorization: Bearer <token>")
                .header("WWW-Authenticate", shown ? "Bearer error=\"invalid_token\"" : "Bearer");
    }
}
