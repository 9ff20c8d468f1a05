package dev.guestkit.job;

import java.util.Map;
import java.util.Optional;

/** Why a job ended otherwise than completed. */
public record JobError(
        String code,
        String message,
        Optional<String> phase,
        Optional<Json> details,
        boolean recoverable,
        boolean retryRecommended,
        Map<String, Json> unknown) {
    /** Copies the collections. */
    public JobError {
        unknown = Map.copyOf(unknown);
    }
}
