package dev.guestkit.guestfacts.internal.linux;

import dev.guestkit.guestfacts.GuestNode;
import dev.guestkit.guestfacts.Service;
import dev.guestkit.guestfacts.internal.Probe;
import dev.guestkit.guestfacts.internal.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads start scripts: SysV's with links in {@code rc?.d}, OpenRC's with links in {@code runlevels}. */
final class ScriptReader {
    private static final Set<String> NO_SERVICES =
            Set.of("README", "rc", "rcS", "skeleton", "functions", "halt", "killall", "single", "functions.sh");

    private final Probe probe;
    private final Map<String, TreeSet<String>> startedIn = new HashMap<>();
    private boolean openrc;

    ScriptReader(Probe probe) {
        this.probe = probe;
    }

    List<Service> read() {
        openrc();
        for (String pattern :
                List.of("/etc/rc[0-6S].d/S??*", "/etc/rc.d/rc[0-6S].d/S??*", "/etc/init.d/rc[0-6S].d/S??*")) {
            for (String link : probe.files().glob(pattern)) {
                String[] parts = link.split("/", -1);
                startedIn
                        .computeIfAbsent(parts[parts.length - 1].substring(3), n -> new TreeSet<>())
                        .add(parts[parts.length - 2]);
            }
        }
        List<Service> services = new ArrayList<>();
        String directory = probe.files().exists("/etc/init.d") ? "/etc/init.d" : "/etc/rc.d/init.d";
        for (String name : probe.files().list(directory)) {
            if (!NO_SERVICES.contains(name) && !name.startsWith(".") && isScript(directory + "/" + name)) {
                services.add(service(directory + "/" + name, name));
            }
        }
        return services;
    }

    private void openrc() {
        for (String link : probe.files().glob("/etc/runlevels/*/*")) {
            String[] parts = link.split("/", -1);
            startedIn.computeIfAbsent(parts[4], n -> new TreeSet<>()).add(parts[3]);
            openrc = true;
        }
    }

    private boolean isScript(String path) {
        return probe.files()
                .stat(path)
                .filter(n -> n.kind() == GuestNode.Kind.FILE && (n.mode() & 0111) != 0)
                .isPresent();
    }

    private Service service(String path, String name) {
        TreeSet<String> levels = startedIn.getOrDefault(name, new TreeSet<>());
        Optional<String> about = probe.linesOrNone(path).stream()
                .limit(60)
                .filter(l -> l.startsWith("# Short-Description:") || l.startsWith("description="))
                .map(l -> Text.unquote(l.substring(l.indexOf(l.startsWith("#") ? ':' : '=') + 1)))
                .findFirst();
        return new Service(
                Text.clean(name),
                "service",
                openrc ? "openrc" : "sysv",
                levels.isEmpty() ? "disabled" : "enabled",
                Optional.empty(),
                Optional.of(Text.clean(path)),
                about,
                Optional.empty(),
                levels.stream().map(Text::clean).toList(),
                List.of(),
                List.of());
    }
}
