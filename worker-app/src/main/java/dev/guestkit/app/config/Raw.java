package dev.guestkit.app.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A value as it was written, before its setting has judged it. */
public sealed interface Raw {
    /** A single value, or several written as one text. */
    record Text(String text) implements Raw {}

    /** A list of YAML. */
    record Items(List<String> items) implements Raw {}

    /** An object of YAML. */
    record Entries(Map<String, String> entries) implements Raw {}

    /** The value of a tree, empty when it is nested deeper than any setting is. */
    static Optional<Raw> of(JsonNode node) {
        if (node.isArray()) {
            List<String> items = new ArrayList<>();
            node.forEach(item -> items.add(item.asText()));
            return allScalar(node) ? Optional.of(new Items(items)) : Optional.empty();
        }
        if (node.isObject()) {
            Map<String, String> entries = new LinkedHashMap<>();
            node.properties().forEach(e -> entries.put(e.getKey(), e.getValue().asText()));
            return allScalar(node) ? Optional.of(new Entries(entries)) : Optional.empty();
        }
        return Optional.of(new Text(node.asText()));
    }

    private static boolean allScalar(JsonNode node) {
        for (JsonNode child : node) {
            if (child.isContainerNode() || child.isNull()) {
                return false;
            }
        }
        return true;
    }
}
