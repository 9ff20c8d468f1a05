package dev.guestkit.transport.http.internal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.guestkit.job.DocumentException;
import dev.guestkit.job.Json;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * An object on the wire, asked for its keys; null reads as absent. Every method throws {@link WireException} when a required key
 * is missing or a value has the wrong type. Not to be changed while it is read; otherwise thread-safe.
 */
public final class WireObject {
    private final JsonNode node;
    private final String pointer;

    private WireObject(JsonNode node, String pointer) {
        this.node = node;
        this.pointer = pointer;
    }

    /** Reads the root of a body. */
    public static WireObject of(JsonNode root) {
        return at(root, "");
    }

    private static WireObject at(JsonNode node, String pointer) {
        if (!node.isObject()) {
            throw new WireException(pointer, "must be an object, is " + kind(node));
        }
        return new WireObject(node, pointer);
    }

    private static String kind(JsonNode node) {
        return node.isMissingNode() ? "missing" : node.getNodeType().name().toLowerCase(java.util.Locale.ROOT);
    }

    /** Whether the key is there with another value than null. */
    public boolean has(String key) {
        return node.hasNonNull(key);
    }

    private WireException wrong(String key, String wanted) {
        return new WireException(pointer + "/" + key, "must be " + wanted + ", is " + kind(node.path(key)));
    }

    public String text(String key) {
        JsonNode value = node.path(key);
        if (!value.isTextual()) {
            throw wrong(key, "a string");
        }
        return value.textValue();
    }

    public Optional<String> optionalText(String key) {
        return has(key) ? Optional.of(text(key)) : Optional.empty();
    }

    public long whole(String key) {
        JsonNode value = node.path(key);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw wrong(key, "an integer");
        }
        return value.longValue();
    }

    /** An integer in a range, both ends included. */
    public int small(String key, int least, int most) {
        long value = whole(key);
        if (value < least || value > most) {
            throw new WireException(pointer + "/" + key, "must be " + least + " to " + most + ", is " + value);
        }
        return (int) value;
    }

    public double number(String key) {
        JsonNode value = node.path(key);
        if (!value.isNumber()) {
            throw wrong(key, "a number");
        }
        return value.doubleValue();
    }

    public boolean flag(String key) {
        JsonNode value = node.path(key);
        if (!value.isBoolean()) {
            throw wrong(key, "true or false");
        }
        return value.booleanValue();
    }

    /** A number of milliseconds of at least 0. */
    public Duration millis(String key) {
        long value = whole(key);
        if (value < 0) {
            throw new WireException(pointer + "/" + key, "must be at least 0, is " + value);
        }
        return Duration.ofMillis(value);
    }

    public Instant time(String key) {
        String text = text(key);
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new WireException(pointer + "/" + key, "must be an RFC 3339 time, is " + text);
        }
    }

    public Optional<Instant> optionalTime(String key) {
        return has(key) ? Optional.of(time(key)) : Optional.empty();
    }

    /** The constant of an enum by its name. */
    public <E extends Enum<E>> E name(Class<E> type, String key) {
        String name = text(key);
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(name)) {
                return constant;
            }
        }
        throw new WireException(
                pointer + "/" + key, "must be one of " + List.of(type.getEnumConstants()) + ", is " + name);
    }

    public WireObject object(String key) {
        return at(node.path(key), pointer + "/" + key);
    }

    /** Any value, as it is. */
    public Json any(String key) {
        if (!node.has(key)) {
            throw wrong(key, "there");
        }
        return Json.of(node.path(key));
    }

    /** The members of this object, in order. */
    public Iterable<String> keys() {
        return node::fieldNames;
    }

    /** Objects, each read by {@code read}; absent reads as none. */
    public <T> List<T> list(String key, Function<WireObject, T> read) {
        List<T> all = new ArrayList<>();
        JsonNode elements = elements(key);
        for (int i = 0; i < elements.size(); i++) {
            all.add(read.apply(at(elements.path(i), pointer + "/" + key + "/" + i)));
        }
        return all;
    }

    /** Strings; absent reads as none. */
    public List<String> texts(String key) {
        List<String> all = new ArrayList<>();
        for (JsonNode element : elements(key)) {
            if (!element.isTextual()) {
                throw wrong(key, "a list of strings");
            }
            all.add(element.textValue());
        }
        return all;
    }

    private JsonNode elements(String key) {
        JsonNode value = node.path(key);
        if (has(key) && !value.isArray()) {
            throw wrong(key, "a list");
        }
        return value;
    }

    /** This object, read as a document. */
    public <T> T self(Function<Json, T> read) {
        return found(pointer, Json.of(node), read);
    }

    /** A reading that may find the value wrong in its own words. */
    public <T> T read(String key, Function<Json, T> read) {
        return found(pointer + "/" + key, any(key), read);
    }

    private static <T> T found(String at, Json value, Function<Json, T> read) {
        try {
            return read.apply(value);
        } catch (DocumentException e) {
            throw new WireException(at, String.valueOf(e.getMessage()));
        }
    }
}
