package dev.guestkit.job;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** How often, how long and how urgently a job runs. */
public record Execution(
        Optional<@Size(min = 1, message = Rules.NOT_EMPTY) String> idempotencyKey,
        Optional<@Min(value = 1, message = Rules.AT_LEAST) Integer> attempt,
        Optional<@Min(value = 1, message = Rules.AT_LEAST) Integer> maxAttempts,
        Optional<@Min(value = 1, message = Rules.AT_LEAST) Long> timeoutSeconds,
        Optional<Instant> deadline,
        Optional<@Min(value = 1, message = Rules.AT_LEAST) @Max(value = 10, message = Rules.AT_MOST) Integer> priority,
        Optional<Boolean> cancellable,
        Map<String, Json> unknown) {
    /** Copies the collections. */
    public Execution {
        unknown = Map.copyOf(unknown);
    }

    /** Nothing said: every default of the protocol. */
    public static final Execution DEFAULT = new Execution(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Map.of());

    /** The first attempt's number, 1 when absent. */
    public int attemptOrDefault() {
        return attempt.orElse(1);
    }

    /** How many starts may end by error or timeout, 1 when absent. */
    public int maxAttemptsOrDefault() {
        return maxAttempts.orElse(1);
    }

    /** Seconds one attempt may take, checksum verification included, 3600 when absent. */
    public long timeoutSecondsOrDefault() {
        return timeoutSeconds.orElse(3600L);
    }

    /** 1 to 10, higher is more urgent, 5 when absent. */
    public int priorityOrDefault() {
        return priority.orElse(5);
    }

    /** Whether a cancel is obeyed, true when absent. */
    public boolean cancellableOrDefault() {
        return cancellable.orElse(true);
    }
}
