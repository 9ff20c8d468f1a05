package dev.guestkit.guestfacts;

import java.util.Objects;

/**
 * One line of a listing.
 *
 * @param path absolute path in the guest
 * @param node what lies there
 */
public record GuestEntry(String path, GuestNode node) {
    /** Checks its parts. */
    public GuestEntry {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(node, "node");
    }
}
