package dev.guestkit.http.server.internal.route;

import dev.guestkit.worker.spi.TransportException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a store that does not answer is in HTTP: nothing of its message, which may name paths of the host. */
public final class StoreFailures {
    private static final Logger log = LoggerFactory.getLogger(StoreFailures.class);

    private StoreFailures() {}

    /** The answer, empty when it is no failure of a store. */
    public static Optional<Response> response(Throwable failure) {
        return failure instanceof TransportException store
                ? Optional.of(of(store).response())
                : Optional.empty();
    }

    /** The same as an error. */
    public static ApiException of(TransportException store) {
        log.warn("the store did not do what was asked ({})", store.kind(), store);
        return ApiError.UNAVAILABLE.because(text(store.kind())).retryAfter(5);
    }

    private static String text(TransportException.Kind kind) {
        return switch (kind) {
            case UNAVAILABLE -> "the store does not answer; try again";
            case NOT_WRITABLE -> "the store cannot be written to, and nothing was stored; an operator must help";
            case CORRUPT -> "what the store holds contradicts itself; an operator must help";
            case CLOSED -> "the store was closed; try again later";
        };
    }
}
