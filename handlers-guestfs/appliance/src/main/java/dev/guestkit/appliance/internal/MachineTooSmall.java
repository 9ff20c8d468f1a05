package dev.guestkit.appliance.internal;

/** A request takes more than this machine has; a larger one could serve it. */
public final class MachineTooSmall extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MachineTooSmall(String message) {
        super(message);
    }
}
