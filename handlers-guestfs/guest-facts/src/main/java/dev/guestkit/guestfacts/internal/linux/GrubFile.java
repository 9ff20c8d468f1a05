package dev.guestkit.guestfacts.internal.linux;

import dev.guestkit.guestfacts.BootFacts.Entry;
import dev.guestkit.guestfacts.BootFacts.Loader;
import dev.guestkit.guestfacts.internal.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads grub.cfg: the menu entries, also those in submenus, the default and the time-out. */
final class GrubFile {
    private static final Pattern ENTRY = Pattern.compile("^menuentry\\s+(?:'([^']*)'|\"([^\"]*)\"|(\\S+))(.*)$");
    private static final Pattern ID = Pattern.compile("(?:--id|menuentry_id_option)\\s+'?([^'\\s{]{1,300})");
    private static final int MAX_ENTRIES = 1000;

    private final List<Entry> entries = new ArrayList<>();
    private Optional<String> title = Optional.empty();
    private Optional<String> id = Optional.empty();
    private Optional<String> kernel = Optional.empty();
    private Optional<String> initrd = Optional.empty();
    private Optional<String> options = Optional.empty();
    private Optional<String> byDefault = Optional.empty();
    private Optional<String> timeout = Optional.empty();

    private GrubFile() {}

    static Loader parse(String path, List<String> lines, Map<String, String> environment) {
        GrubFile file = new GrubFile();
        lines.forEach(l -> file.line(l.strip()));
        file.finish();
        Optional<String> saved = Text.nonEmpty(environment.getOrDefault("saved_entry", ""));
        Optional<String> chosen = file.byDefault.filter(d -> !d.contains("$"));
        return new Loader("grub2", path, saved.or(() -> chosen), file.timeout, file.entries);
    }

    private void line(String line) {
        Matcher entry = line.startsWith("menuentry") ? ENTRY.matcher(line) : ENTRY.matcher("");
        List<String> words = Text.words(line);
        String first = words.isEmpty() ? "" : words.get(0);
        if (entry.matches()) {
            begin(entry);
        } else if ((first.equals("linux") || first.startsWith("linux1") || first.equals("linuxefi"))
                && words.size() > 1) {
            kernel = Optional.of(words.get(1));
            options = Text.nonEmpty(String.join(" ", words.subList(2, words.size())));
        } else if (first.startsWith("initrd") && words.size() > 1) {
            initrd = Optional.of(String.join(" ", words.subList(1, words.size())));
        } else if (line.equals("}")) {
            finish();
        } else if (first.equals("set") && line.contains("=")) {
            variable(line.substring(4).strip());
        }
    }

    private void variable(String assignment) {
        String value = Text.unquote(assignment.substring(assignment.indexOf('=') + 1));
        if (assignment.startsWith("default=") && !value.isEmpty()) {
            // The first, conditional ones are "${saved_entry}" and the like; a plain value is the fallback.
            byDefault = byDefault.filter(d -> !d.contains("$")).or(() -> Optional.of(value));
        } else if (assignment.startsWith("timeout=")) {
            timeout = timeout.or(() -> Optional.of(value));
        }
    }

    private void begin(Matcher entry) {
        finish();
        String name =
                entry.group(1) != null ? entry.group(1) : entry.group(2) != null ? entry.group(2) : entry.group(3);
        title = Optional.of(String.valueOf(name));
        Matcher named = ID.matcher(String.valueOf(entry.group(4)));
        id = named.find() ? Optional.of(named.group(1)) : Optional.empty();
    }

    private void finish() {
        boolean linux = kernel.isPresent() && title.isPresent();
        if (linux && entries.size() < MAX_ENTRIES) {
            entries.add(new Entry(title.orElse(""), id, kernel, initrd, options));
            title = Optional.empty();
        }
        if (linux) {
            kernel = Optional.empty();
            initrd = Optional.empty();
            options = Optional.empty();
        }
    }
}
