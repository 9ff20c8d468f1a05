package dev.guestkit.handlers.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The patterns of a manifest, made fit for one file system. */
final class Patterns {
    private Patterns() {}

    /**
     * The patterns that can match on a file system that the guest mounts at {@code mountPoint}, relative to its own root: at
     * {@code /usr}, {@code usr/bin/*} becomes {@code bin/*}, and {@code etc} drops out.
     */
    static List<String> below(List<String> patterns, String mountPoint) {
        String point = mountPoint.equals("/") ? "" : mountPoint.substring(1) + "/";
        List<String> below = new ArrayList<>();
        for (String pattern : patterns) {
            if (pattern.startsWith(point)) {
                below.add(pattern.substring(point.length()));
            } else if (pattern.endsWith("/**") && point.startsWith(pattern.substring(0, pattern.length() - 2))) {
                below.add("*"); // it lies in a folder that is wanted whole
            }
        }
        return below;
    }

    /** The same patterns for names that do not care about case. */
    static List<String> ignoringCase(List<String> patterns) {
        return patterns.stream().map(Patterns::ignoringCase).toList();
    }

    private static String ignoringCase(String pattern) {
        StringBuilder text = new StringBuilder();
        pattern.chars().forEach(c -> {
            String letter = String.valueOf((char) c);
            String other = Character.isUpperCase(c) ? letter.toLowerCase(Locale.ROOT) : letter.toUpperCase(Locale.ROOT);
            text.append(letter.equals(other) ? letter : "[" + letter + other + "]");
        });
        return text.toString();
    }

    /** A pattern that matches this path alone. */
    static String literal(String path) {
        return path.replaceAll("([*?\\[])", "[$1]");
    }

    /** How many parts a pattern has. */
    static int depth(String pattern) {
        return pattern.split("/").length;
    }

    /** The folders of a pattern before its last part and before any wildcard, at most {@code most} of them. */
    static String literalFolder(String pattern, int most) {
        List<String> parts = List.of(pattern.split("/"));
        int take = 0;
        while (take < Math.min(most, parts.size() - 1) && !wild(parts.get(take))) {
            take++;
        }
        return String.join("/", parts.subList(0, take));
    }

    static boolean wild(String part) {
        return part.indexOf('*') >= 0 || part.indexOf('?') >= 0 || part.indexOf('[') >= 0;
    }
}
