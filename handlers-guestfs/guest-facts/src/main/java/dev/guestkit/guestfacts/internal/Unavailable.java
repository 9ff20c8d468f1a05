package dev.guestkit.guestfacts.internal;

/** Ends the reading of one section: its facts cannot be known, and why. Never leaves the module. */
public final class Unavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Makes one. */
    public Unavailable(String reason) {
        super(reason, null, false, false);
    }

    /** Why. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
