package dev.guestkit.job;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** When and how long a job ran; durations come from a monotonic clock. */
public record ExecutionSummary(
        Instant startedAt,
        long durationSeconds,
        int attempt,
        Optional<String> idempotencyKey,
        Optional<Long> durationMs,
        Map<String, Json> unknown) {
    /** Copies the collections. */
    public ExecutionSummary {
        unknown = Map.copyOf(unknown);
    }
}
