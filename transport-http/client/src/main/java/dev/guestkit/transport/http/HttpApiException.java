package dev.guestkit.transport.http;

import dev.guestkit.job.Json;
import dev.guestkit.job.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Says that a server did not do what was asked: it refused, it failed, or nothing was heard of it.
 *
 * <p>{@link #code()} is the server's error code (protocol, sections 3 and 8), or that of the kind where there was no answer.
 */
public final class HttpApiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Who is to act. */
    public enum Kind {
        /** No answer: what became of the request is unknown; every request of this client may be made again. */
        UNREACHABLE,
        /** The server is away for a while, full, or its store is; try again later. */
        UNAVAILABLE,
        /** The request is wrong, not allowed, or at odds with what is stored; the same one will not be taken. */
        REFUSED,
        /** The server failed over it; its log says more, and asking again may help. */
        FAILED,
        /** The answer is none of this API: a proxy's page, another server. */
        UNREADABLE,
        /** The waiting thread was interrupted, which stays set. */
        INTERRUPTED
    }

    private final Kind kind;
    private final int status;
    private final String code;
    private final transient List<Problem> problems;
    private final transient Optional<Json> details;
    private final Duration retryAfter;

    HttpApiException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.status = 0;
        this.code = kind.name();
        this.problems = List.of();
        this.details = Optional.empty();
        this.retryAfter = Duration.ZERO;
    }

    HttpApiException(
            Kind kind,
            int status,
            String code,
            String message,
            Optional<Json> details,
            List<Problem> problems,
            Duration retryAfter) {
        super(message);
        this.kind = kind;
        this.status = status;
        this.code = code;
        this.details = details;
        this.problems = List.copyOf(problems);
        this.retryAfter = retryAfter;
    }

    /** Who is to act. */
    public Kind kind() {
        return kind;
    }

    /** The HTTP status; 0 when there was no answer. */
    public int status() {
        return status;
    }

    /** The error code, for programs: {@code CONFLICT}, {@code NOT_FOUND}, {@code VALIDATION_ERROR}, … */
    public String code() {
        return code;
    }

    /** Everything that is wrong with a document, each with its JSON Pointer; empty when it is about something else. */
    public List<Problem> problems() {
        return problems;
    }

    /** What the server said beside the message, {@code details} of its answer. */
    public Optional<Json> details() {
        return details;
    }

    /** When the server wants to be asked again, zero when it does not say. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
