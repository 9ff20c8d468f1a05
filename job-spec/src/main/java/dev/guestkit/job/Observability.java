package dev.guestkit.job;

import java.util.Map;
import java.util.Optional;

/** W3C trace context and a correlation id, carried through to the result. */
public record Observability(
        Optional<String> traceId,
        Optional<String> spanId,
        Optional<String> parentSpanId,
        Optional<String> correlationId,
        Map<String, Json> unknown) {
    /** Copies the collections. */
    public Observability {
        unknown = Map.copyOf(unknown);
    }
}
