package dev.guestkit.worker.spi;

import dev.guestkit.job.Json;
import dev.guestkit.job.Metrics;
import java.util.Optional;

/**
 * What a handler found or made.
 *
 * @param data the result's {@code data}
 * @param primary the result's {@code outputs.primary}, a path
 * @param metrics what was measured
 */
public record HandlerResult(Json data, Optional<String> primary, Optional<Metrics> metrics) {
    /** A result that is only data. */
    public static HandlerResult of(Json data) {
        return new HandlerResult(data, Optional.empty(), Optional.empty());
    }
}
