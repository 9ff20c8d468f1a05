package dev.guestkit.job;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** When and how long a job ran; durations come from a monotonic clock. */
public record ExecutionSummary(
        Instant startedAt,
        @Min(value = 0, message = Rules.AT_LEAST) long durationSeconds,
        @Min(value = 1, message = Rules.AT_LEAST) int attempt,
        Optional<@Size(min = 1, message = Rules.NOT_EMPTY) String> idempotencyKey,
        Optional<@Min(value = 0, message = Rules.AT_LEAST) Long> durationMs,
        Map<String, Json> unknown) {
    /** Copies the collections. */
    public ExecutionSummary {
        unknown = Map.copyOf(unknown);
    }
}
