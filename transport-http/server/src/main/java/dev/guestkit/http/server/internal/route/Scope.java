package dev.guestkit.http.server.internal.route;

import java.util.Locale;

/** What a caller may do. */
public enum Scope {
    /** Look: every GET. */
    READ,
    /** Submit, cancel and retry jobs. */
    SUBMIT,
    /** Work on jobs from another host. */
    WORK,
    /** Everything else that changes something. */
    ADMIN,
    /** No credentials are needed. */
    OPEN;

    /**
     * The scope with this text.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static Scope of(String text) {
        for (Scope scope : values()) {
            if (scope != OPEN && scope.text().equals(text)) {
                return scope;
            }
        }
        throw new IllegalArgumentException("the scopes are read, submit, work and admin");
    }

    /** As it stands in token files and messages. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
