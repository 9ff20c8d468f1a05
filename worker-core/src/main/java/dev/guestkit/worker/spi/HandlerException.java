package dev.guestkit.worker.spi;

import dev.guestkit.job.ErrorCode;
import dev.guestkit.job.Json;
import java.util.Optional;

/** Ends an attempt with a code. */
public final class HandlerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final transient Optional<Json> details;

    /** Makes one; the message says what was wrong, with what value, and what to do. */
    public HandlerException(ErrorCode code, String message) {
        this(code.name(), message, Optional.empty());
    }

    /** Makes one with its cause. */
    public HandlerException(ErrorCode code, String message, Throwable cause) {
        this(code.name(), message, Optional.empty());
        initCause(cause);
    }

    /**
     * Makes one with details.
     *
     * @param code of the protocol, or of the handler's own namespace: {@code [A-Z][A-Z0-9_]*}
     * @param details the error's {@code details}, an object
     */
    public HandlerException(String code, String message, Optional<Json> details) {
        super(message);
        this.code = code;
        this.details = details;
    }

    /** The error code. */
    public String code() {
        return code;
    }

    /** The error's {@code details}. */
    public Optional<Json> details() {
        return details;
    }
}
