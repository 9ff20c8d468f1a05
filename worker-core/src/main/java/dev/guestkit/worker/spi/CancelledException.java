package dev.guestkit.worker.spi;

/** Ends a handler that was told to stop. */
public final class CancelledException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final StopReason reason;

    /** Makes one. */
    public CancelledException(StopReason reason) {
        super("stopped: " + reason);
        this.reason = reason;
    }

    /** Why. */
    public StopReason reason() {
        return reason;
    }
}
