package dev.guestkit.guestfacts.internal.linux;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A file of sections and {@code key=value} lines, as systemd, NetworkManager and others write them. */
public final class IniFile {
    private final List<Entry> entries;

    private IniFile(List<Entry> entries) {
        this.entries = entries;
    }

    /** One line. */
    public record Entry(int block, String section, String key, String value) {}

    /** Parses; what is no section and no assignment is skipped, and a backslash at a line's end joins the next to it. */
    public static IniFile parse(List<String> lines) {
        List<Entry> entries = new ArrayList<>();
        String section = "";
        int block = 0;
        StringBuilder open = new StringBuilder();
        for (String raw : lines) {
            String line = raw.strip();
            if (line.startsWith("#") || line.startsWith(";")) {
                continue;
            }
            boolean goesOn = line.endsWith("\\") && open.length() < 65_536;
            open.append(goesOn ? line.substring(0, line.length() - 1) + " " : line);
            if (goesOn) {
                continue;
            }
            String whole = open.toString().strip();
            open.setLength(0);
            int equals = whole.indexOf('=');
            if (whole.startsWith("[") && whole.endsWith("]")) {
                section = whole.substring(1, whole.length() - 1);
                block++;
            } else if (equals > 0) {
                String key = whole.substring(0, equals).strip();
                entries.add(new Entry(
                        block, section, key, whole.substring(equals + 1).strip()));
            }
        }
        return new IniFile(entries);
    }

    /** All lines in their order. */
    public List<Entry> entries() {
        return entries;
    }

    /** The values of a key, in their order, of all sections of that name. */
    public List<String> all(String section, String key) {
        return entries.stream()
                .filter(e -> e.section().equalsIgnoreCase(section) && e.key().equalsIgnoreCase(key))
                .map(Entry::value)
                .toList();
    }

    /** The last value of a key that is not empty. */
    public Optional<String> last(String section, String key) {
        List<String> all = all(section, key);
        return all.isEmpty() || all.get(all.size() - 1).isEmpty()
                ? Optional.empty()
                : Optional.of(all.get(all.size() - 1));
    }

    /** Whether there is a section of that name with an entry. */
    public boolean has(String section) {
        return entries.stream().anyMatch(e -> e.section().equalsIgnoreCase(section));
    }
}
