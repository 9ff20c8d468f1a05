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

    /** An error whose two retry flags are those of the protocol's table. */
    public static JobError of(ErrorCode code, String message) {
        return of(code.name(), message, Optional.empty(), Optional.empty());
    }

    /** An error whose two retry flags are those of the protocol's table; a code that it does not list is not tried again. */
    public static JobError of(String code, String message, Optional<String> phase, Optional<Json> details) {
        boolean again = ErrorCode.of(code).filter(ErrorCode::isRetryable).isPresent();
        return new JobError(code, message, phase, details, again, again, Map.of());
    }
}
