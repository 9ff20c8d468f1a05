package dev.guestkit.guestfacts.internal.linux;

import dev.guestkit.guestfacts.internal.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The [Install] section of a unit with its drop-ins: what "enable" would do. */
record UnitInstall(List<String> aliases, boolean rules, boolean also, Optional<String> defaultInstance) {
    static UnitInstall of(String unit, List<IniFile> files) {
        List<String> aliases =
                words(files, "Alias").stream().map(a -> expand(a, unit)).toList();
        boolean rules = !aliases.isEmpty()
                || !words(files, "WantedBy").isEmpty()
                || !words(files, "RequiredBy").isEmpty()
                || !words(files, "UpheldBy").isEmpty();
        List<String> instance = words(files, "DefaultInstance");
        Optional<String> last = instance.isEmpty() ? Optional.empty() : Optional.of(instance.get(instance.size() - 1));
        return new UnitInstall(aliases, rules, !words(files, "Also").isEmpty(), last);
    }

    /** The names under which links switch the unit on: its own, its aliases, its default instance. */
    List<String> knownNames(String unit) {
        List<String> names = new ArrayList<>(aliases);
        names.add(unit);
        int at = unit.indexOf("@.");
        defaultInstance
                .filter(d -> at > 0)
                .ifPresent(d -> names.add(unit.substring(0, at + 1) + d + unit.substring(at + 1)));
        return names;
    }

    private static List<String> words(List<IniFile> files, String key) {
        List<String> words = new ArrayList<>();
        for (IniFile file : files) {
            for (String value : file.all("Install", key)) {
                if (value.isEmpty()) {
                    words.clear();
                }
                words.addAll(Text.words(value));
            }
        }
        return words;
    }

    private static String expand(String alias, String unit) {
        int dot = unit.lastIndexOf('.');
        int at = unit.indexOf('@');
        String prefix = unit.substring(0, at > 0 ? at : dot);
        String instance = at > 0 ? unit.substring(at + 1, dot) : "";
        return alias.replace("%p", prefix).replace("%i", instance).replace("%n", unit);
    }
}
