package dev.guestkit.guestfacts.internal.linux;

import dev.guestkit.guestfacts.GuestFiles;
import dev.guestkit.guestfacts.GuestNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The links by which one folder of units switches units on: in {@code *.wants} and the like, and aliases beside them. */
final class UnitLinks {
    private static final List<String> SUFFIXES = List.of(".wants", ".requires", ".upholds");

    /** Unit, or template of an instance, to the names of links in dependency folders that mean it. */
    private final Map<String, TreeSet<String>> pulled = new HashMap<>();

    /** Unit to the names of other links beside it that lead to it. */
    private final Map<String, TreeSet<String>> aliases = new HashMap<>();

    private final Map<String, TreeSet<String>> pulledBy = new HashMap<>();
    private final TreeSet<String> sameName = new TreeSet<>();

    UnitLinks(GuestFiles files, String directory) {
        for (String name : files.list(directory)) {
            Optional<GuestNode> node = files.lstat(directory + "/" + name);
            Optional<String> suffix = SUFFIXES.stream().filter(name::endsWith).findFirst();
            if (suffix.isPresent()
                    && node.filter(n -> n.kind() == GuestNode.Kind.DIRECTORY).isPresent()) {
                dependencies(
                        files,
                        directory + "/" + name,
                        name.substring(0, name.length() - suffix.get().length()));
            } else if (node.filter(n -> n.kind() == GuestNode.Kind.LINK).isPresent()) {
                String target = node.orElseThrow().target();
                beside(name, target.substring(target.lastIndexOf('/') + 1));
            }
        }
    }

    private void beside(String name, String target) {
        if (name.equals(target)) {
            sameName.add(name);
        } else {
            aliases.computeIfAbsent(target, t -> new TreeSet<>()).add(name);
        }
    }

    private void dependencies(GuestFiles files, String directory, String puller) {
        for (String name : files.list(directory)) {
            if (files.lstat(directory + "/" + name)
                    .filter(n -> n.kind() == GuestNode.Kind.LINK)
                    .isPresent()) {
                String unit = UnitPaths.template(name).orElse(name);
                pulled.computeIfAbsent(unit, u -> new TreeSet<>()).add(name);
                pulled.computeIfAbsent(name, u -> new TreeSet<>()).add(name);
                pulledBy.computeIfAbsent(unit, u -> new TreeSet<>()).add(puller);
                pulledBy.computeIfAbsent(name, u -> new TreeSet<>()).add(puller);
            }
        }
    }

    /** Whether a link switches the unit on under a name that its own [Install] section knows. */
    boolean enables(String unit, Iterable<String> knownNames) {
        TreeSet<String> links = pulled.getOrDefault(unit, new TreeSet<>());
        TreeSet<String> others = aliases.getOrDefault(unit, new TreeSet<>());
        for (String known : knownNames) {
            if (links.contains(known) || others.contains(known)) {
                return true;
            }
        }
        return false;
    }

    /** Whether it is linked in under any name. */
    boolean mentions(String unit) {
        return pulled.containsKey(unit) || aliases.containsKey(unit);
    }

    /** Whether a link of the unit's own name leads to it, from elsewhere. */
    boolean linked(String unit) {
        return sameName.contains(unit);
    }

    /** Which units pull it in. */
    Set<String> pulledBy(String unit) {
        return pulledBy.getOrDefault(unit, new TreeSet<>());
    }
}
