package dev.guestkit.guestfacts.internal.linux;

import dev.guestkit.guestfacts.internal.Probe;

/** A quick answer whether a service is started at boot, without reading all units. */
final class Enabled {
    private Enabled() {}

    static boolean is(Probe probe, String service) {
        return !probe.files()
                        .glob("/etc/systemd/system/*.wants/" + service + ".service")
                        .isEmpty()
                || !probe.files().glob("/etc/runlevels/*/" + service).isEmpty()
                || !probe.files().glob("/etc/rc[2-5].d/S??" + service).isEmpty();
    }
}
