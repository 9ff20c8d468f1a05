package dev.guestkit.guestfacts.internal.packages;

import dev.guestkit.guestfacts.internal.Text;
import java.util.Optional;

/** A version taken apart. */
record Version(Optional<Long> epoch, String version, Optional<String> release) {
    /** {@code [epoch:]upstream[-revision]}, the revision after the last dash (deb-version(7)); pacman writes the same. */
    static Version debian(String full) {
        int colon = full.indexOf(':');
        Optional<Long> epoch = colon > 0 ? Text.number(full.substring(0, colon)) : Optional.empty();
        String rest = epoch.isPresent() ? full.substring(colon + 1) : full;
        int dash = rest.lastIndexOf('-');
        return dash < 0
                ? new Version(epoch, rest, Optional.empty())
                : new Version(epoch, rest.substring(0, dash), Optional.of(rest.substring(dash + 1)));
    }

    /** {@code upstream-rN}. */
    static Version apk(String full) {
        int dash = full.lastIndexOf("-r");
        boolean release = dash >= 0 && Text.number(full.substring(dash + 2)).isPresent();
        return release
                ? new Version(Optional.empty(), full.substring(0, dash), Optional.of(full.substring(dash + 2)))
                : new Version(Optional.empty(), full, Optional.empty());
    }
}
