package dev.guestkit.http.server.internal.manage;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.guestkit.http.server.internal.route.Envelope;
import dev.guestkit.http.server.internal.route.JsonText;
import dev.guestkit.http.server.internal.route.Response;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Success bodies of this API: {@code success} stands among the other keys. */
final class Flat {
    private Flat() {}

    static Response ok(Consumer<ObjectNode> fields) {
        ObjectNode body = object();
        body.put("success", true);
        fields.accept(body);
        return Response.of(200, Map.of("Content-Type", Envelope.JSON), JsonText.bytes(json -> json.writeTree(body)));
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** Epoch milliseconds, or null: every key is always there. */
    static void time(ObjectNode node, String key, Optional<Instant> time) {
        node.put(key, time.map(Instant::toEpochMilli).orElse(null));
    }
}
