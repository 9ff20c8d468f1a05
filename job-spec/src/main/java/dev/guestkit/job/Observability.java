package dev.guestkit.job;

import jakarta.validation.constraints.Size;
import java.util.Map;
import java.util.Optional;

/** W3C trace context and a correlation id, carried through to the result. */
public record Observability(
        Optional<@Size(min = 1, message = Rules.NOT_EMPTY) String> traceId,
        Optional<@Size(min = 1, message = Rules.NOT_EMPTY) String> spanId,
        Optional<@Size(min = 1, message = Rules.NOT_EMPTY) String> parentSpanId,
        Optional<@Size(min = 1, message = Rules.NOT_EMPTY) String> correlationId,
        Map<String, Json> unknown) {
    /** Copies the collections. */
    public Observability {
        unknown = Map.copyOf(unknown);
    }
}
