package dev.guestkit.http.server.internal.route;

import java.util.Optional;
import java.util.Set;

/**
 * Who asks.
 *
 * @param name of the credentials, empty when none are asked for
 * @param method how they were shown, for example {@code bearer}
 * @param scopes what they allow
 */
public record Caller(Optional<String> name, String method, Set<Scope> scopes) {
    /** Anybody, where no credentials are asked for. */
    public static final Caller ANYBODY = new Caller(Optional.empty(), "none", Set.of(Scope.values()));

    /** Copies the set. */
    public Caller {
        scopes = Set.copyOf(scopes);
    }
}
