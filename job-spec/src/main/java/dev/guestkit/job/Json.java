package dev.guestkit.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An immutable JSON value: a handler's data, a payload, a key that the protocol does not know.
 *
 * <p>Jackson's trees can be changed by whoever holds them; this wrapper copies on the way in and on the way out, so that
 * the records that hold one are values. Equal values are equal however they were made: read, or built of ints, longs and
 * doubles. Thread-safe.
 */
public final class Json {
    /** JSON's null. */
    public static final Json NULL = new Json(Scalars.NODES.nullNode());

    /** Far more than any document may have, far less than the stack has. */
    private static final int DEEPEST = 1_000;

    private final JsonNode tree;

    private Json(JsonNode tree) {
        this.tree = tree;
    }

    /**
     * Wraps a copy of {@code tree}.
     *
     * @throws IllegalArgumentException when it holds what JSON has not: NaN, an infinity, bytes, a Java object; or when it is
     *     nested more than 1,000 deep
     */
    public static Json of(JsonNode tree) {
        return new Json(copy(tree, 0));
    }

    /**
     * The JSON value for a Java value: null, a string, a boolean, a number, a {@link Json} or {@link JsonNode}, or a map with
     * string keys or an iterable of such.
     *
     * @throws IllegalArgumentException when it is or holds something else, a number that JSON has not, or is nested
     *     more than 1,000 deep
     */
    public static Json ofValue(@Nullable Object value) {
        return new Json(node(value, 0));
    }

    private static JsonNode node(@Nullable Object value, int depth) {
        if (value == null) {
            return Scalars.NODES.nullNode();
        } else if (value instanceof Json json) {
            return json.tree;
        } else if (value instanceof JsonNode node) {
            return copy(node, depth);
        } else if (value instanceof CharSequence text) {
            return Scalars.NODES.textNode(text.toString());
        } else if (value instanceof Boolean flag) {
            return Scalars.NODES.booleanNode(flag);
        } else if (value instanceof Number number) {
            return number(number);
        } else if (value instanceof Map<?, ?> map) {
            ObjectNode object = Scalars.NODES.objectNode();
            map.forEach((key, element) -> object.set(key(key), node(element, deeper(depth))));
            return object;
        } else if (value instanceof Iterable<?> elements) {
            ArrayNode array = Scalars.NODES.arrayNode();
            elements.forEach(element -> array.add(node(element, deeper(depth))));
            return array;
        }
        throw new IllegalArgumentException("JSON has no value for a "
                + value.getClass().getName() + "; give a string, boolean, number, map, list or null");
    }

    private static int deeper(int depth) {
        if (depth >= DEEPEST) {
            throw new IllegalArgumentException("the value is nested more than " + DEEPEST + " deep, or holds itself");
        }
        return depth + 1;
    }

    private static String key(@Nullable Object key) {
        if (key instanceof CharSequence text) {
            return text.toString();
        }
        throw new IllegalArgumentException("a key of a JSON object must be a string, is " + key);
    }

    private static JsonNode number(Number number) {
        if (number instanceof Double || number instanceof Float) {
            if (!Double.isFinite(number.doubleValue())) {
                throw new IllegalArgumentException("JSON has no " + number + "; leave the key out instead");
            }
            return decimal(new BigDecimal(number.toString()));
        }
        if (number instanceof BigDecimal decimal) {
            return decimal(decimal);
        }
        return Scalars.integer(number instanceof BigInteger big ? big : BigInteger.valueOf(number.longValue()));
    }

    private static JsonNode decimal(BigDecimal value) {
        return value.scale() == 0 ? Scalars.integer(value.unscaledValue()) : Scalars.NODES.numberNode(value);
    }

    private static JsonNode copy(JsonNode node, int depth) {
        return switch (node.getNodeType()) {
            case OBJECT -> {
                ObjectNode object = Scalars.NODES.objectNode();
                node.properties().forEach(e -> object.set(e.getKey(), copy(e.getValue(), deeper(depth))));
                yield object;
            }
            case ARRAY -> {
                ArrayNode array = Scalars.NODES.arrayNode();
                node.forEach(element -> array.add(copy(element, deeper(depth))));
                yield array;
            }
            case STRING, BOOLEAN, NULL -> node;
            case NUMBER -> number(node.numberValue());
            default -> throw new IllegalArgumentException("JSON has no value for a node of type " + node.getNodeType());
        };
    }

    /** Wraps {@code tree} itself: only for trees that nobody else holds. */
    static Json owned(JsonNode tree) {
        return new Json(tree);
    }

    /** The tree itself, not to be changed. */
    JsonNode shared() {
        return tree;
    }

    /** A copy of the value as Jackson's tree. */
    public JsonNode toNode() {
        return tree.deepCopy();
    }

    /**
     * The value at a JSON Pointer (RFC 6901) below this one, empty when there is none.
     *
     * @throws IllegalArgumentException when {@code pointer} is not a JSON Pointer
     */
    public Optional<Json> at(String pointer) {
        JsonNode found = tree.at(pointer);
        return found.isMissingNode() ? Optional.empty() : Optional.of(new Json(found));
    }

    /** The text of a JSON string, empty for every other kind of value. */
    public Optional<String> text() {
        return tree.isTextual() ? Optional.of(tree.textValue()) : Optional.empty();
    }

    /** Whether this is JSON's null. */
    public boolean isNull() {
        return tree.isNull();
    }

    /** Roughly how many characters {@link #toString()} gives, without making them; long numbers and escapes count too little. */
    public long sizeEstimate() {
        return sizeOf(tree);
    }

    private static long sizeOf(JsonNode node) {
        if (node.isTextual()) {
            return node.textValue().length() + 3L;
        }
        if (!node.isContainerNode()) {
            return 6;
        }
        long size = 2;
        for (var member : node.properties()) {
            size += member.getKey().length() + 4L + sizeOf(member.getValue());
        }
        if (node.isArray()) {
            for (JsonNode element : node) {
                size += 1 + sizeOf(element);
            }
        }
        return size;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Json that && tree.equals(that.tree);
    }

    @Override
    public int hashCode() {
        return tree.hashCode();
    }

    /** The value as compact JSON text. */
    @Override
    public String toString() {
        return tree.toString();
    }
}
