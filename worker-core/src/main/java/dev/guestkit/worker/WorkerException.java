package dev.guestkit.worker;

/** Says that a worker cannot start as it was set up. */
public final class WorkerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Kind {
        /** A value given to the builder is out of range. */
        BAD_SETTING,
        /** Two handlers run the same operation and payload version. */
        HANDLER_CONFLICT,
        /** A handler that was found could not be made, or describes itself wrongly. */
        BAD_HANDLER
    }

    private final Kind kind;

    /** Makes one with a message that says what was wrong, with what value, and what to do. */
    public WorkerException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /** Makes one with its cause. */
    public WorkerException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** Why. */
    public Kind kind() {
        return kind;
    }
}
