package dev.guestkit.transport.http.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.guestkit.job.DocumentException;
import dev.guestkit.job.JobCodec;
import dev.guestkit.job.Limits;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/** Bodies to bytes and back. Thread-safe. */
public final class WireJson {
    /** What a body may hold beside the documents in it. */
    private static final int AROUND = 1 << 20;

    /** A job document and the bytes it was received as, a result with its token, some events: no request is longer. */
    public static final int LONGEST_REQUEST = Limits.STANDARD.resultBytes() + AROUND;

    /** A hundred claims with documents of the greatest length. */
    public static final int LONGEST_ANSWER = 128 << 20;

    /** As strict as every other door; deeper and longer by what lies around a document. */
    private static final JobCodec CODEC = JobCodec.withLimits(new Limits(
            Limits.STANDARD.jobBytes(),
            LONGEST_ANSWER,
            Limits.STANDARD.eventBytes(),
            Limits.STANDARD.nesting() + 16,
            Limits.STANDARD.stringUnits(),
            Limits.STANDARD.numberChars(),
            Limits.STANDARD.exponent(),
            Limits.STANDARD.members()));

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private WireJson() {}

    /** An empty object to be filled. */
    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** The body's bytes, UTF-8. */
    public static byte[] bytes(JsonNode body) {
        try {
            return MAPPER.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the body cannot be written: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * The tree in these bytes.
     *
     * @throws WireException when they are no JSON within the limits
     */
    public static JsonNode tree(byte[] bytes) {
        try {
            return CODEC.readJson(bytes).toNode();
        } catch (DocumentException e) {
            throw new WireException("", String.valueOf(e.getMessage()));
        }
    }

    /** A value that was written before. */
    public static RawValue raw(byte[] json) {
        return new RawValue(new String(json, StandardCharsets.UTF_8));
    }

    static void raw(ObjectNode node, String key, byte[] json) {
        node.putRawValue(key, raw(json));
    }

    static void put(ObjectNode node, String key, Optional<String> value) {
        value.ifPresent(text -> node.put(key, text));
    }

    static void time(ObjectNode node, String key, Optional<Instant> value) {
        value.ifPresent(time -> node.put(key, time.toString()));
    }
}
