package dev.guestkit.guestfacts.internal.linux;

import dev.guestkit.guestfacts.internal.Probe;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether services start by themselves, by the links that systemd, OpenRC and SysV's init follow. */
final class Enabled {
    private static final List<String> LINKS = List.of(
            "/etc/systemd/system/*.wants/%s.service",
            "/etc/systemd/system/*.requires/%s.service",
            "/usr/lib/systemd/system/*.wants/%s.service",
            "/lib/systemd/system/*.wants/%s.service",
            "/etc/runlevels/*/%s",
            "/etc/rc[2-5].d/S??%s",
            "/etc/rc.d/rc[2-5].d/S??%s");

    private static final List<String> FOLDERS =
            List.of("/etc/systemd/system", "/etc/runlevels", "/etc/rc2.d", "/etc/rc.d/rc3.d");

    private Enabled() {}

    /** Whether one of them does; empty when the disk has none of the folders that would say so. */
    static Optional<Boolean> is(Probe probe, String... services) {
        boolean linked = Stream.of(services)
                .anyMatch(s -> LINKS.stream()
                        .anyMatch(l -> !probe.files().glob(l.formatted(s)).isEmpty()));
        boolean known = linked || FOLDERS.stream().anyMatch(probe.files()::exists);
        return known ? Optional.of(linked) : Optional.empty();
    }
}
