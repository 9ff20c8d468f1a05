package dev.guestkit.http.server.internal.route;

/** The error codes of answers (protocol, sections 3 and 8), each with its status. */
public enum ApiError {
    BAD_REQUEST(400),
    UNAUTHORIZED(401),
    FORBIDDEN(403),
    NOT_FOUND(404),
    RESULT_NOT_READY(404),
    NO_RESULT_DATA(404),
    METHOD_NOT_ALLOWED(405),
    CONFLICT(409),
    DUPLICATE_IN_PROGRESS(409),
    IDEMPOTENCY_CONFLICT(409),
    NOT_CANCELLABLE(409),
    TOO_LATE(409),
    FENCED(409),
    GONE(410),
    PAYLOAD_TOO_LARGE(413),
    UNSUPPORTED_MEDIA_TYPE(415),
    VALIDATION_ERROR(422),
    UNSUPPORTED_OPERATION(422),
    UNSUPPORTED_CHECKSUM_ALGORITHM(422),
    TOO_MANY_REQUESTS(429),
    INTERNAL_ERROR(500),
    UNAVAILABLE(503);

    private final int status;

    ApiError(int status) {
        this.status = status;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The same with a message for people: what was wrong, with what value, and what to do. */
    public ApiException because(String message) {
        return new ApiException(this, message);
    }
}
