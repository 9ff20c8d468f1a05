package dev.guestkit.http.server;

/**
 * Finds out whether one thing that jobs need is there: a disk with room, a store that can be written to. Asked at most once a second, and
 * on a thread that may wait. Thread-safe.
 */
@FunctionalInterface
public interface HealthProbe {
    /** What was found; an exception counts as not healthy. */
    Finding look();

    /**
     * What was found.
     *
     * @param healthy whether it is as it should be
     * @param message for people, without paths or secrets: anybody may read it
     */
    record Finding(boolean healthy, String message) {}
}
