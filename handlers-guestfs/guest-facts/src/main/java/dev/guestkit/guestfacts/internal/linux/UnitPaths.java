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
import java.util.TreeSet;

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
    private final Map<String, TreeSet<String>> dropInDirs = new TreeMap<>();

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
            if (name.endsWith(".d") && isUnit(name.substring(0, name.length() - 2))) {
                dropInDirs
                        .computeIfAbsent(name.substring(0, name.length() - 2), n -> new TreeSet<>())
                        .add(path);
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

    /** The drop-in files of a unit: all {@code *.conf}, a name in a more important folder hides the others. */
    List<String> dropIns(String unit) {
        Map<String, String> byName = new TreeMap<>();
        for (String directory : directories) {
            for (String name :
                    dropInDirs.containsKey(unit) ? files.list(directory + "/" + unit + ".d") : List.<String>of()) {
                if (name.endsWith(".conf")) {
                    byName.putIfAbsent(name, directory + "/" + unit + ".d/" + name);
                }
            }
        }
        return List.copyOf(byName.values());
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
