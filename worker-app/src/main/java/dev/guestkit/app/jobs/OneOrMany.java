package dev.guestkit.app.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** One thing as itself, several as a list under a name. */
final class OneOrMany {
    private OneOrMany() {}

    static JsonNode of(String name, List<? extends JsonNode> trees) {
        if (trees.size() == 1) {
            return trees.get(0);
        }
        ObjectNode many = Views.object();
        many.putArray(name).addAll(trees);
        return many;
    }
}
