package dev.guestkit.http.server.internal.hooks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.guestkit.http.server.WebhookRule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes job documents out of events: by the first rule that matches, or without rules out of every push. */
final class HookTemplate {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Pattern PLACE = Pattern.compile("\\{\\{(?:repository|branch|commit|author)}}");

    private HookTemplate() {}

    /** The document, empty when no rule wants the event. */
    static Optional<ObjectNode> document(List<WebhookRule> rules, HookEvent event) {
        if (rules.isEmpty()) {
            return event.name().equals("push") ? Optional.of(build(event)) : Optional.empty();
        }
        return rules.stream()
                .filter(rule -> fits(rule.repository(), event.repository())
                        && fits(rule.branch(), event.branch())
                        && fits(rule.event(), event.name()))
                .findFirst()
                .map(rule -> (ObjectNode) filled(rule.template().toNode(), event.values()));
    }

    private static boolean fits(String pattern, String text) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(text).matches();
    }

    private static ObjectNode build(HookEvent event) {
        ObjectNode job = NODES.objectNode().put("operation", "ci.build");
        job.putObject("payload")
                .put("type", "ci.build.v1")
                .putObject("data")
                .put("repository", event.repository())
                .put("branch", event.branch())
                .put("commit", event.commit())
                .put("author", event.author());
        return job;
    }

    /** Values come in as the content of strings, so that none of them can become a key or a document. */
    private static JsonNode filled(JsonNode node, Map<String, String> values) {
        if (node.isTextual()) {
            String text = PLACE.matcher(node.textValue())
                    .replaceAll(match -> Matcher.quoteReplacement(values.getOrDefault(match.group(), "")));
            return TextNode.valueOf(text);
        }
        if (node.isArray()) {
            ArrayNode array = NODES.arrayNode();
            node.forEach(element -> array.add(filled(element, values)));
            return array;
        }
        if (node.isObject()) {
            ObjectNode object = NODES.objectNode();
            node.properties().forEach(entry -> object.set(entry.getKey(), filled(entry.getValue(), values)));
            return object;
        }
        return node;
    }
}
