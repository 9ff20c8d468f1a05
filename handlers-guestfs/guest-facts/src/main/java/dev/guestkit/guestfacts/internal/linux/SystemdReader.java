package dev.guestkit.guestfacts.internal.linux;

import dev.guestkit.guestfacts.GuestFiles;
import dev.guestkit.guestfacts.GuestNode;
import dev.guestkit.guestfacts.Service;
import dev.guestkit.guestfacts.internal.Probe;
import dev.guestkit.guestfacts.internal.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Says of every unit what {@code systemctl list-unit-files} would say (rules: src/shared/install.c of systemd 252). */
final class SystemdReader {
    private final Probe probe;
    private final GuestFiles files;
    private final UnitPaths paths;
    private final Presets presets;
    private final Map<String, UnitLinks> links = new HashMap<>();
    private final Map<String, TreeSet<String>> aliasNames = new HashMap<>();

    SystemdReader(Probe probe) {
        this.probe = probe;
        this.files = probe.files();
        this.paths = new UnitPaths(files);
        this.presets = new Presets(probe);
        paths.directories().forEach(d -> links.put(d, new UnitLinks(files, d)));
    }

    List<Service> read() {
        paths.units().forEach((name, path) -> {
            String real = realName(path);
            if (!real.equals(name)) {
                aliasNames.computeIfAbsent(real, r -> new TreeSet<>()).add(name);
            }
        });
        List<Service> services = new ArrayList<>();
        paths.units().forEach((name, path) -> {
            if (services.size() <= probe.options().maxRecords()) {
                services.add(service(name, path));
            }
        });
        return services;
    }

    private Service service(String name, String path) {
        List<String> dropIns = paths.dropIns(name);
        List<IniFile> content = new ArrayList<>();
        boolean masked = masked(path);
        if (!masked) {
            content.add(IniFile.parse(probe.linesOrNone(path)));
            dropIns.forEach(d -> content.add(IniFile.parse(probe.linesOrNone(d))));
        }
        String state = masked ? runtime(path, "masked") : state(name, path, UnitInstall.of(name, content));
        TreeSet<String> startedBy = new TreeSet<>();
        links.values().forEach(l -> startedBy.addAll(l.pulledBy(name)));
        boolean hasPreset = !List.of("alias", "static").contains(state);
        return new Service(
                Text.clean(name),
                UnitPaths.type(name),
                "systemd",
                state,
                hasPreset ? Optional.of(presets.wish(name)) : Optional.empty(),
                Optional.of(Text.clean(path)),
                values(content, "Unit", "Description").reduce((earlier, later) -> later),
                values(content, "Service", "ExecStart").findFirst(),
                startedBy.stream().map(Text::clean).toList(),
                aliasNames.getOrDefault(name, new TreeSet<>()).stream()
                        .map(Text::clean)
                        .toList(),
                dropIns.stream().map(Text::clean).toList());
    }

    /** What holds of a key after all files: an empty assignment takes back those before it (systemd.syntax(7)). */
    private static Stream<String> values(List<IniFile> content, String section, String key) {
        List<String> all =
                content.stream().flatMap(f -> f.all(section, key).stream()).toList();
        return all.subList(all.lastIndexOf("") + 1, all.size()).stream();
    }

    private String state(String name, String path, UnitInstall install) {
        if (!realName(path).equals(name) && UnitPaths.template(name).isEmpty()) {
            return "alias";
        }
        List<String> known = install.knownNames(name);
        boolean inRuntime = false;
        for (String directory : paths.directories()) {
            if (links(directory).enables(name, known)) {
                if (directory.equals(UnitPaths.CONFIG)) {
                    return "enabled";
                }
                inRuntime |= directory.startsWith("/run/");
            }
        }
        if (inRuntime) {
            return "enabled-runtime";
        }
        if (links(UnitPaths.CONFIG).linked(name)) {
            return "linked";
        }
        return links(UnitPaths.CONFIG).mentions(name) || (install.also() && !install.rules())
                ? "indirect"
                : install.rules() ? "disabled" : "static";
    }

    private UnitLinks links(String directory) {
        return links.computeIfAbsent(directory, d -> new UnitLinks(files, d));
    }

    /** Masked is what leads to /dev/null, or is an empty file. */
    private boolean masked(String path) {
        Optional<GuestNode> node = files.lstat(path);
        if (node.filter(n -> n.kind() == GuestNode.Kind.LINK).isPresent()) {
            String target = node.orElseThrow().target();
            if (target.equals("/dev/null")) {
                return true;
            }
        }
        return files.stat(path)
                .map(n -> n.kind() == GuestNode.Kind.SPECIAL || (n.kind() == GuestNode.Kind.FILE && n.size() == 0))
                .orElse(false);
    }

    private static String runtime(String path, String state) {
        return path.startsWith("/run/") ? state + "-runtime" : state;
    }

    /** The name behind a chain of links; a link that leads nowhere counts by where it points. */
    private String realName(String path) {
        String end = files.resolve(path)
                .or(() -> files.lstat(path).map(GuestNode::target).filter(t -> !t.isEmpty()))
                .orElse(path);
        String name = end.substring(end.lastIndexOf('/') + 1);
        return UnitPaths.isUnit(name) ? name : path.substring(path.lastIndexOf('/') + 1);
    }
}
