package dev.guestkit.worker.spi;

/** Says that a store did not do what was asked; whether it did part of it is unknown unless the kind says so. */
public final class TransportException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Kind {
        /** The store is away or did not answer; try again. */
        UNAVAILABLE,
        /** No room, or no right to write; a person must help; nothing was stored. */
        NOT_WRITABLE,
        /** What the store holds contradicts itself. */
        CORRUPT,
        /** The transport was closed. */
        CLOSED
    }

    private final Kind kind;

    /** Makes one with a message that says what was tried, on what, and what to do. */
    public TransportException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /** Makes one with its cause. */
    public TransportException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** Why. */
    public Kind kind() {
        return kind;
    }
}
