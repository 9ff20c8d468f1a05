package dev.guestkit.guestfacts;

import java.util.Objects;

/** Says that something of a guest cannot be read; the message names it and the reason. */
public final class GuestFactsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why it cannot be read. */
    public enum Kind {
        /** The bytes cannot be had: not handed over, too large, input or output error. */
        UNREADABLE,
        /** The bytes are there and are not what they should be. */
        MALFORMED,
        /** More than the limits of {@link FactsOptions} or of an archive allow. */
        LIMIT
    }

    private final Kind kind;

    /** Makes one of that kind. */
    public GuestFactsException(Kind kind, String message) {
        super(message);
        this.kind = Objects.requireNonNull(kind, "kind");
    }

    /** Makes one of that kind with its cause. */
    public GuestFactsException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = Objects.requireNonNull(kind, "kind");
    }

    /** Why it cannot be read. */
    public Kind kind() {
        return kind;
    }
}
