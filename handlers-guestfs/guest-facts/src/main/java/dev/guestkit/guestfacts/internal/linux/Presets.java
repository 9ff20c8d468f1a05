package dev.guestkit.guestfacts.internal.linux;

import dev.guestkit.guestfacts.internal.Globs;
import dev.guestkit.guestfacts.internal.Probe;
import dev.guestkit.guestfacts.internal.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The vendor's wishes which units be enabled (systemd.preset(5)): the first line whose pattern matches decides. */
final class Presets {
    private static final List<String> DIRECTORIES = List.of(
            "/etc/systemd/system-preset",
            "/run/systemd/system-preset",
            "/usr/local/lib/systemd/system-preset",
            "/usr/lib/systemd/system-preset",
            "/lib/systemd/system-preset");

    private final List<Rule> rules = new ArrayList<>();

    private record Rule(boolean enable, String pattern) {}

    Presets(Probe probe) {
        Map<String, String> byName = new TreeMap<>();
        for (String directory : DIRECTORIES) {
            for (String name : probe.files().list(directory)) {
                if (name.endsWith(".preset")) {
                    byName.putIfAbsent(name, directory + "/" + name);
                }
            }
        }
        for (String path : byName.values()) {
            for (String line : probe.linesOrNone(path)) {
                List<String> words = Text.words(line);
                if (words.size() >= 2
                        && (words.get(0).equals("enable") || words.get(0).equals("disable"))) {
                    rules.add(new Rule(words.get(0).equals("enable"), words.get(1)));
                }
            }
        }
    }

    /** Without a matching line units are meant to be enabled. */
    String wish(String unit) {
        boolean enable = rules.stream()
                .filter(r -> Globs.matches(r.pattern(), unit))
                .map(Rule::enable)
                .findFirst()
                .orElse(true);
        return enable ? "enabled" : "disabled";
    }
}
