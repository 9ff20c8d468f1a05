package dev.guestkit.guestfacts.internal.linux;

import dev.guestkit.guestfacts.internal.Text;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Assignments as in os-release, {@code /etc/default/*} and sysconfig files; nothing in them is ever expanded or run. */
public final class ShellVars {
    private ShellVars() {}

    /** The last value of each name. */
    public static Map<String, String> parse(List<String> lines) {
        Map<String, String> vars = new TreeMap<>();
        for (String raw : lines) {
            String line = raw.strip().replaceFirst("^export\\s+", "");
            int equals = line.indexOf('=');
            if (equals > 0 && !line.startsWith("#") && isName(line.substring(0, equals))) {
                vars.put(line.substring(0, equals), value(line.substring(equals + 1)));
            }
        }
        return vars;
    }

    private static boolean isName(String name) {
        return name.chars().allMatch(c -> c == '_' || (c < 128 && Character.isLetterOrDigit(c)));
    }

    private static String value(String text) {
        StringBuilder out = new StringBuilder();
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
            } else if (quote != 0 && c == quote) {
                quote = 0;
            } else if (c == '\\' && quote != '\'' && i + 1 < text.length()) {
                out.append(text.charAt(++i));
            } else if (quote == 0 && (c == ' ' || c == '\t' || (c == '#' && out.isEmpty()))) {
                break;
            } else {
                out.append(c);
            }
        }
        return Text.clean(out.toString());
    }
}
