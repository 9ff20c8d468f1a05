package dev.guestkit.app.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Takes secrets out of what is shown to others: values that are known to be secret, values of keys that are called like secrets, and text that
 * has the form of one. Rather too much than too little. Immutable.
 */
public final class Secrets {
    /** What stands in the place of a secret. */
    public static final String REMOVED = "[removed]";

    /** A shorter one would be found in ordinary words. */
    private static final int SHORTEST = 5;

    /** Values that say whether there is a secret. */
    private static final Set<String> ORDINARY =
            Set.of("true", "false", "enabled", "disabled", "default", "prompt", "always", "never");

    private static final List<String> NAMES = List.of(
            "password",
            "passwd",
            "passphrase",
            "pwd",
            "secret",
            "token",
            "apikey",
            "accesskey",
            "privatekey",
            "credential",
            "cookie",
            "authorization",
            "signature",
            "encryptionkey",
            "keyfile",
            "pin");

    private static final List<Replacement> FORMS = List.of(
            // Private keys, whole.
            new Replacement(
                    "(?s)-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY-----.*?(?:-----END [A-Z0-9 ]{0,40}-----|$)", REMOVED),
            // User and password of a URL.
            new Replacement("(?i)\\b([a-z][a-z0-9+.-]{0,20}://)[^/\\s@\"']{1,500}@", "$1" + REMOVED + "@"),
            new Replacement("(?i)\\b(bearer|basic)\\s+[a-z0-9._~+/=-]{6,}", "$1 " + REMOVED),
            new Replacement(
                    "(?i)((?:password|passwd|passphrase|pwd|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|credential|cookie|signature)"
                            + "s?[\"']?\\s{0,3}[:=]\\s{0,3}[\"']?)(?!\\[removed\\])[^\\s\"',;&}]+",
                    "$1" + REMOVED),
            // JSON web tokens; keys of clouds and of code hosts; hashes of passwords.
            new Replacement("\\beyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{4,}\\.[A-Za-z0-9_-]*", REMOVED),
            new Replacement("\\b(?:AKIA|ASIA)[A-Z0-9]{16}\\b", REMOVED),
            new Replacement("\\b(?:gh[pousr]_|github_pat_|glpat-|xox[abprs]-)[A-Za-z0-9_-]{10,}", REMOVED),
            new Replacement("\\$(?:1|2[aby]|5|6|7|y|gy|argon2[a-z]{0,2})\\$[./A-Za-z0-9$=,+-]{8,}", REMOVED));

    private final List<String> known;

    /** Knows these values beside the forms. */
    public Secrets(Collection<String> known) {
        // The longest first: one may hold another.
        this.known = known.stream()
                .filter(value -> value.length() >= SHORTEST)
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    private record Replacement(Pattern pattern, String with) {
        Replacement(String pattern, String with) {
            this(Pattern.compile(pattern), with);
        }
    }

    /** The values of environment variables that are called like secrets. */
    static List<String> ofEnvironment(Map<String, String> environment) {
        return environment.entrySet().stream()
                // The working directory is called like a password.
                .filter(e -> !e.getKey().endsWith("PWD"))
                .filter(e -> !ORDINARY.contains(e.getValue().toLowerCase(Locale.ROOT)))
                .filter(e -> isSecret(e.getKey())
                        || e.getKey().toUpperCase(Locale.ROOT).endsWith("_KEY"))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** The text without secrets. */
    public String text(String text) {
        String clean = text;
        for (String value : known) {
            clean = clean.replace(value, REMOVED);
        }
        for (Replacement form : FORMS) {
            clean = form.pattern().matcher(clean).replaceAll(form.with());
        }
        return clean;
    }

    /** A copy of the tree without secrets, in names of members as well. */
    public JsonNode tree(JsonNode node) {
        if (node.isObject()) {
            ObjectNode clean = JsonNodeFactory.instance.objectNode();
            node.properties()
                    .forEach(e -> clean.set(
                            text(e.getKey()), isSecret(e.getKey()) ? TextNode.valueOf(REMOVED) : tree(e.getValue())));
            return clean;
        }
        if (node.isArray()) {
            ArrayNode clean = JsonNodeFactory.instance.arrayNode();
            node.forEach(element -> clean.add(tree(element)));
            return clean;
        }
        return node.isTextual() ? TextNode.valueOf(text(node.textValue())) : node;
    }

    private static boolean isSecret(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        return plain.equals("key")
                || plain.equals("keys")
                || NAMES.stream().anyMatch(n -> n.equals("pin") ? plain.equals(n) : plain.contains(n));
    }
}
