package dev.guestkit.appliance.internal;

import dev.guestkit.appliance.ApplianceException;
import dev.guestkit.appliance.ApplianceException.Kind;
import java.util.List;

/** Paths as callers may give them: relative, without tricks. */
final class GuestPaths {
    private static final int LONGEST = 4096;

    private GuestPaths() {}

    /** Throws unless it is a relative path without empty parts, {@code .} or {@code ..}. */
    static void check(String path) {
        boolean bad = path.isEmpty()
                || path.length() > LONGEST
                || path.indexOf('\0') >= 0
                || List.of(path.split("/", -1)).stream()
                        .anyMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
        if (bad) {
            throw new ApplianceException(Kind.VALIDATION, "not a relative path within a guest: " + Text.shown(path));
        }
    }
}
