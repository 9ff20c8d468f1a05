package dev.guestkit.http.server;

import java.util.Optional;
import java.util.Set;

/** Knows who asks, for hosts that authenticate in their own way. Thread-safe and quick: it is asked on the server's own threads. */
@FunctionalInterface
public interface Authentication {
    /** Who asks, empty when that is not known: the request is then refused. */
    Optional<Identity> identify(Request request);

    /**
     * Who asks.
     *
     * @param name for {@code audit} and the logs
     * @param method how it was shown, for example {@code mtls}
     * @param scopes any of {@code read}, {@code submit}, {@code work}, {@code admin}
     */
    record Identity(String name, String method, Set<String> scopes) {
        /** Copies the set. */
        public Identity {
            scopes = Set.copyOf(scopes);
        }
    }

    /** What is known of a request. */
    interface Request {
        /** The method, in capitals. */
        String method();

        /** The path, not decoded. */
        String path();

        /** The first value of a header field. */
        Optional<String> header(String name);

        /** Where the client is. */
        String remote();

        /** Whom a servlet container has authenticated. */
        Optional<String> user();
    }
}
