package dev.guestkit.guestfacts.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * YAML as maps, lists and strings. Only SnakeYAML's node tree is used: no tag makes an object, no number is converted, and
 * copies by alias are counted, so that a few lines cannot become gigabytes.
 */
public final class YamlText {
    private static final int MAX_CHARACTERS = 1 << 20;
    private static final int MAX_DEPTH = 40;
    private static final int MAX_NODES = 100_000;

    private int nodes;

    private YamlText() {}

    /** The top of the first document when it is a mapping; empty with a note when it is no YAML. */
    public static Map<String, Object> mapping(List<String> lines, String path, Notes notes) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(MAX_CHARACTERS);
        options.setNestingDepthLimit(MAX_DEPTH);
        options.setMaxAliasesForCollections(100);
        options.setAllowRecursiveKeys(false);
        try {
            Yaml yaml = new Yaml(new SafeConstructor(options));
            Node root = yaml.compose(new java.io.StringReader(String.join("\n", lines)));
            return root == null ? Map.of() : map(new YamlText().value(root, 0));
        } catch (YAMLException e) {
            notes.add(path + ": no readable YAML: " + firstLine(String.valueOf(e.getMessage())));
            return Map.of();
        }
    }

    private static String firstLine(String message) {
        return message.lines().limit(2).reduce((a, b) -> a + " " + b.strip()).orElse("");
    }

    private Object value(Node node, int depth) {
        if (++nodes > MAX_NODES || depth > MAX_DEPTH) {
            throw new YAMLException("more than " + MAX_NODES + " values or " + MAX_DEPTH + " levels");
        }
        if (node instanceof MappingNode m) {
            Map<String, Object> map = new LinkedHashMap<>();
            for (NodeTuple t : m.getValue()) {
                map.put(String.valueOf(value(t.getKeyNode(), depth + 1)), value(t.getValueNode(), depth + 1));
            }
            return map;
        }
        if (node instanceof SequenceNode s) {
            List<Object> list = new ArrayList<>();
            s.getValue().forEach(v -> list.add(value(v, depth + 1)));
            return list;
        }
        return node instanceof ScalarNode scalar ? Text.clean(scalar.getValue()) : "";
    }

    /** The value as a mapping; empty when it is none. */
    public static Map<String, Object> map(Object value) {
        Map<String, Object> map = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> m) {
            m.forEach((k, v) -> map.put(String.valueOf(k), v));
        }
        return map;
    }

    /** A mapping inside a mapping. */
    public static Map<String, Object> map(Map<String, Object> map, String key) {
        return map(map.getOrDefault(key, ""));
    }

    /** A list of strings; a single string is a list of one. */
    public static List<String> strings(Map<String, Object> map, String key) {
        Object value = map.getOrDefault(key, "");
        if (value instanceof List<?> l) {
            return l.stream()
                    .filter(String.class::isInstance)
                    .map(String::valueOf)
                    .toList();
        }
        return value instanceof String s && !s.isBlank() ? List.of(s) : List.of();
    }

    /** The mappings of a list. */
    public static List<Map<String, Object>> maps(Map<String, Object> map, String key) {
        return map.getOrDefault(key, "") instanceof List<?> l
                ? l.stream().filter(Map.class::isInstance).map(YamlText::map).toList()
                : List.of();
    }

    /** A string that is not blank. */
    public static Optional<String> string(Map<String, Object> map, String key) {
        return map.getOrDefault(key, "") instanceof String s && !s.isBlank() ? Optional.of(s) : Optional.empty();
    }

    /** Whether a value is one of YAML's words for yes. */
    public static boolean truth(Map<String, Object> map, String key) {
        return string(map, key)
                .map(v -> List.of("true", "yes", "on", "y").contains(Text.lower(v)))
                .orElse(false);
    }
}
