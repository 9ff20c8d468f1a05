package dev.guestkit.appliance;

import java.util.Locale;

/** A way to start a machine. What comes out of it is the same for each. */
public enum Tier {
    /** The fastest that this host and the job allow. */
    AUTO,
    /** A private copy of a machine that was booted once and frozen: ready in a tenth of a second. */
    CLONE,
    /** The distribution's libguestfs appliance, booted for the job. */
    STOCK;

    /**
     * The one of a word.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static Tier ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** As in settings and results. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
