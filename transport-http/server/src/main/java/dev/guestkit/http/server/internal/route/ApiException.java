package dev.guestkit.http.server.internal.route;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Ends a request with an error. */
public final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ApiError error;
    private final int status;
    private final transient Map<String, String> headers = new LinkedHashMap<>();
    private transient Optional<JsonPart> details = Optional.empty();

    ApiException(ApiError error, String message) {
        // No trace and nothing suppressed: it is an answer, and a flood of bad requests must not cost more than good
        // ones.
        super(message, null, false, false);
        this.error = error;
        this.status = error.status();
    }

    /** Adds a header field. */
    public ApiException header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** Says when to try again. */
    public ApiException retryAfter(int seconds) {
        return header("Retry-After", Integer.toString(seconds));
    }

    /** Adds {@code details}. */
    public ApiException details(JsonPart part) {
        details = Optional.of(part);
        return this;
    }

    /** The code. */
    public ApiError error() {
        return error;
    }

    /** What is said besides. */
    public Optional<JsonPart> details() {
        return details;
    }

    /** The answer. */
    public Response response() {
        return Envelope.failure(status, headers, error, String.valueOf(getMessage()), details);
    }
}
