package dev.guestkit.job;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeSet;

/**
 * The places that a published schema names: a JSON Pointer each, with {@code *} for an element or a map's entry, and with the
 * type in brackets behind what depends on it.
 */
final class SchemaWalk {
    private final JsonNode root;
    private final Set<String> places = new TreeSet<>();

    private SchemaWalk(JsonNode root) {
        this.root = root;
    }

    /** The places below {@code at} that the schema of the whole document names, wherever it does. */
    static Set<String> places(String schema) {
        JsonNode root = Docs.tree(schema);
        SchemaWalk walk = new SchemaWalk(root);
        walk.properties(root, "");
        return walk.places;
    }

    /** The places in the data of an operation's payload. */
    static Set<String> dataPlaces(String schema, String operation) {
        JsonNode root = Docs.tree(schema);
        SchemaWalk walk = new SchemaWalk(root);
        for (JsonNode rule : root.get("allOf")) {
            if (rule.at("/if/properties/operation/const").asText().equals(operation)) {
                walk.walk(rule.at("/then/properties/payload/properties/data"), "");
            }
        }
        return walk.places;
    }

    private void walk(JsonNode node, String at) {
        if (node.has("$ref")) {
            walk(root.at(node.get("$ref").textValue().substring(1)), at);
        }
        properties(node, at);
        node.path("anyOf").forEach(each -> walk(each, at));
        node.path("oneOf").forEach(each -> walk(each, at));
        node.path("allOf").forEach(rule -> {
            String type = rule.at("/if/properties/type/const").asText();
            walk(rule.path("then"), type.isEmpty() ? at : at + "[" + type + "]");
        });
        if (node.has("items")) {
            walk(node.get("items"), at + "/*");
        }
        if (node.path("additionalProperties").isObject()) {
            places.add(at + "/*");
        }
    }

    private void properties(JsonNode node, String at) {
        node.path("properties").properties().forEach(property -> {
            // What one form of an object leaves to the other is named there.
            if (!property.getValue().equals(Docs.tree("{\"type\":\"null\"}"))) {
                places.add(at + "/" + property.getKey());
                walk(property.getValue(), at + "/" + property.getKey());
            }
        });
    }

    /** The places of a document, named likewise. */
    static Set<String> placesOf(JsonNode document) {
        Set<String> places = new TreeSet<>();
        collect(document, "", places);
        return places;
    }

    private static void collect(JsonNode node, String at, Set<String> places) {
        node.properties().forEach(member -> {
            String here = at + "/" + member.getKey();
            places.add(here);
            places.add(at + "/*");
            collect(member.getValue(), here, places);
        });
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            String type = node.get(i).path("type").asText();
            collect(node.get(i), at + "/*", places);
            collect(node.get(i), at + "/*[" + type + "]", places);
        }
    }
}
