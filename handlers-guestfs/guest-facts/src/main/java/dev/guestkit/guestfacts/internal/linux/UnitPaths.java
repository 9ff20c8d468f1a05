package dev.guestkit.guestfacts.internal.linux;

import dev.guestkit.guestfacts.GuestFiles;
import dev.guestkit.guestfacts.GuestNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Where systemd looks for units (systemd.unit(5)), and which file defines each name: the first one found. */
final class UnitPaths {
    static final String CONFIG = "/etc/systemd/system";

    private static final List<String> PATHS = List.of(
            "/etc/systemd/system.control",
            CONFIG,
            "/etc/systemd/system.attached",
            "/run/systemd/system",
            "/usr/local/lib/systemd/system",
            "/usr/lib/systemd/system",
            "/lib/systemd/system");

    private static final Set<String> TYPES = Set.of(
            "service", "socket", "target", "device", "mount", "automount", "swap", "timer", "path", "slice", "scope");

    private final GuestFiles files;
    private final List<String> directories = new ArrayList<>();
    private final Map<String, String> firstFile = new TreeMap<>();
    private final Set<String> dropInDirs = new HashSet<>();

    UnitPaths(GuestFiles files) {
        this.files = files;
        Set<String> seen = new HashSet<>();
        for (String path : PATHS) {
            // On merged systems two of them are the same folder.
            if (files.resolve(path).filter(seen::add).isPresent()) {
                directories.add(path);
            }
        }
        directories.forEach(this::scan);
    }

    private void scan(String directory) {
        for (String name : files.list(directory)) {
            String path = directory + "/" + name;
            if (name.endsWith(".d")) {
                dropInDirs.add(path);
            } else if (isUnit(name) && !isDirectory(path)) {
                firstFile.putIfAbsent(name, path);
            }
        }
    }

    private boolean isDirectory(String path) {
        return files.stat(path).map(n -> n.kind() == GuestNode.Kind.DIRECTORY).orElse(false);
    }

    /** The directories that exist, most important first. */
    List<String> directories() {
        return directories;
    }

    /** Every name and the file that defines it. */
    Map<String, String> units() {
        return firstFile;
    }

    /**
     * The drop-in files of a unit: all {@code *.conf} of the folders of its name, its template, the beginnings of its name up
     * to a dash, and its type. A file in a more important folder hides others of its name (systemd.unit(5)).
     */
    List<String> dropIns(String unit) {
        Map<String, String> byName = new TreeMap<>();
        List<String> names = dropInNames(unit);
        directories.forEach(d -> names.forEach(n -> collect(d, n, byName)));
        directories.forEach(d -> collect(d, type(unit), byName));
        return List.copyOf(byName.values());
    }

    private void collect(String directory, String name, Map<String, String> byName) {
        String folder = directory + "/" + name + ".d";
        if (dropInDirs.contains(folder)) {
            files.list(folder).stream()
                    .filter(f -> f.endsWith(".conf"))
                    .forEach(f -> byName.putIfAbsent(f, folder + "/" + f));
        }
    }

    private static List<String> dropInNames(String unit) {
        List<String> names = new ArrayList<>(List.of(unit));
        template(unit).ifPresent(names::add);
        String suffix = "." + type(unit);
        for (int dash = unit.lastIndexOf('-'); dash > 0; dash = unit.lastIndexOf('-', dash - 1)) {
            String beginning = unit.substring(0, dash + 1) + suffix;
            if (!beginning.equals(unit)) {
                names.add(beginning);
            }
        }
        return names;
    }

    static boolean isUnit(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0 && name.length() < 256 && TYPES.contains(name.substring(dot + 1));
    }

    static String type(String unit) {
        return unit.substring(unit.lastIndexOf('.') + 1);
    }

    /** {@code getty@.service} for {@code getty@tty1.service}; empty for names without an instance. */
    static Optional<String> template(String unit) {
        int at = unit.indexOf('@');
        int dot = unit.lastIndexOf('.');
        return at > 0 && dot > at + 1 ? Optional.of(unit.substring(0, at + 1) + unit.substring(dot)) : Optional.empty();
    }
}
