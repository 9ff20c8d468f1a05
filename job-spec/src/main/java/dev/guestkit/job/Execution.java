package dev.guestkit.job;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** How often, how long and how urgently a job runs. */
public record Execution(
        Optional<String> idempotencyKey,
        Optional<Integer> attempt,
        Optional<Integer> maxAttempts,
        Optional<Long> timeoutSeconds,
        Optional<Instant> deadline,
        Optional<Integer> priority,
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
