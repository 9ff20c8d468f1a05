package dev.guestkit.job;

import java.util.Optional;

/** The error codes of the protocol (section 3), each with whether another attempt may help. */
public enum ErrorCode {
    VALIDATION_ERROR(false),
    UNSUPPORTED_OPERATION(false),
    IMAGE_NOT_FOUND(false),
    UNSUPPORTED_CHECKSUM_ALGORITHM(false),
    IMAGE_LOCKED(true),
    DUPLICATE_IN_PROGRESS(false),
    EXECUTION_ERROR(true),
    TIMEOUT(true),
    CANCELLED(false),
    RESOURCE_EXHAUSTED(true),
    CAPABILITY_MISMATCH(false),
    PATH_NOT_ALLOWED(false),
    IMAGE_CHECKSUM_MISMATCH(false),
    IMAGE_CORRUPT(false),
    NO_OPERATING_SYSTEM(false),
    IDEMPOTENCY_CONFLICT(false),
    APPLIANCE_FAILED(true),
    DEADLINE_EXCEEDED(false),
    WORKER_LOST(true),
    INTERNAL_ERROR(true);

    private final boolean retryable;

    ErrorCode(boolean retryable) {
        this.retryable = retryable;
    }

    /** The code of this name, empty when the table does not list it. */
    public static Optional<ErrorCode> of(String name) {
        for (ErrorCode code : values()) {
            if (code.name().equals(name)) {
                return Optional.of(code);
            }
        }
        return Optional.empty();
    }

    /** Whether another attempt may help; both flags of an {@link JobError} that we emit say this. */
    public boolean isRetryable() {
        return retryable;
    }
}
