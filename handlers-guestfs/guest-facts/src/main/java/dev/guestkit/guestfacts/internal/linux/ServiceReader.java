package dev.guestkit.guestfacts.internal.linux;

import dev.guestkit.guestfacts.Service;
import dev.guestkit.guestfacts.internal.Probe;
import dev.guestkit.guestfacts.internal.Unavailable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the services of every service manager that a Linux guest has. */
public final class ServiceReader {
    private ServiceReader() {}

    /** All units and scripts; unavailable when there is no service manager at all. */
    public static List<Service> read(Probe probe) {
        List<Service> services = new ArrayList<>(new SystemdReader(probe).read());
        Set<String> units = new HashSet<>();
        services.forEach(s -> units.add(s.name()));
        List<Service> scripts = new ScriptReader(probe).read();
        // A unit of the same name takes a script's place.
        scripts.stream().filter(s -> !units.contains(s.name() + ".service")).forEach(services::add);
        if (services.isEmpty()) {
            throw new Unavailable("no units of systemd, no /etc/init.d and no run levels were found");
        }
        return probe.limited(services, "services");
    }
}
