package dev.guestkit.handlers.internal.sbom;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A package URL (ECMA-427, "How to build a PURL"). The rules of single types, such as which names are lower case, are its caller's.
 *
 * @param type such as {@code deb}
 * @param namespace its segments, none for none
 * @param name the name, not encoded
 * @param version the version, empty for none
 * @param qualifiers by key; those with an empty value are left out
 */
record PackageUrl(String type, List<String> namespace, String name, String version, Map<String, String> qualifiers) {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    PackageUrl {
        namespace = List.copyOf(namespace);
        qualifiers = Map.copyOf(qualifiers);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("pkg:").append(type).append('/');
        namespace.forEach(segment -> text.append(encoded(segment)).append('/'));
        text.append(encoded(name));
        if (!version.isEmpty()) {
            text.append('@').append(encoded(version));
        }
        String all = new TreeMap<>(qualifiers)
                .entrySet().stream()
                        .filter(q -> !q.getValue().isEmpty())
                        .map(q -> q.getKey() + "=" + encoded(q.getValue()))
                        .collect(Collectors.joining("&"));
        return all.isEmpty() ? text.toString() : text.append('?').append(all).toString();
    }

    /** All but letters, digits, {@code . - _ ~} and the colon, which is never encoded. */
    private static String encoded(String text) {
        StringBuilder out = new StringBuilder(text.length() + 8);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (plain(b)) {
                out.append((char) b);
            } else {
                out.append('%').append(HEX.toHexDigits(b));
            }
        }
        return out.toString();
    }

    private static boolean plain(byte b) {
        return (b >= 'a' && b <= 'z')
                || (b >= 'A' && b <= 'Z')
                || (b >= '0' && b <= '9')
                || b == '.'
                || b == '-'
                || b == '_'
                || b == '~'
                || b == ':';
    }
}
