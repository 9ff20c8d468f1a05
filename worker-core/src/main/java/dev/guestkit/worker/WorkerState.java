package dev.guestkit.worker;

import java.util.Locale;

/** How a worker is; the first three are what {@code status.state} of its capabilities shows. */
public enum WorkerState {
    /** It claims jobs and has room for more. */
    READY,
    /** Every permit is taken. */
    BUSY,
    /** It is closing: no new claims, what runs may finish. */
    DRAINING,
    /** It is closed. */
    OFFLINE;

    /** The lower-case name on the wire. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
