package dev.guestkit.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The second layer: the keys of one object, each taken with its type. What is missing or has another type is a problem, and a
 * placeholder stands in for it so that reading goes on. An explicit null is the same as absent. Not thread-safe.
 */
final class Fields {
    private final ObjectNode node;
    private final Where where;
    private final Problems problems;
    private int seen;

    Fields(ObjectNode node, Where where, Problems problems) {
        this.node = node;
        this.where = where;
        this.problems = problems;
    }

    /** The node at a key; null when it is absent or an explicit null. */
    private @Nullable JsonNode take(String name) {
        JsonNode value = node.get(name);
        if (value == null) {
            return null;
        }
        seen++;
        return value.isNull() ? null : value;
    }

    private void missing(String name) {
        problems.error(where.child(name), ProblemCodes.MISSING, name + " is missing");
    }

    private static void wrong(Problems problems, Where at, String wanted, JsonNode value) {
        if (problems.isFull()) {
            return;
        }
        problems.error(at, ProblemCodes.WRONG_TYPE, "must be " + wanted + ", is " + kind(value));
    }

    static String kind(JsonNode value) {
        JsonNodeType type = value.getNodeType();
        if (type == JsonNodeType.NUMBER) {
            return "the number " + Text.number(value);
        }
        return switch (type) {
            case NULL -> "null";
            case ARRAY -> "an array";
            case OBJECT -> "an object";
            default -> "a " + type.name().toLowerCase(Locale.ROOT);
        };
    }

    Optional<String> text(String name) {
        JsonNode value = take(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            wrong(problems, where.child(name), "a string", value);
            return Optional.empty();
        }
        return Optional.of(value.textValue());
    }

    String requiredText(String name) {
        return required(name, text(name), "");
    }

    /** Reports a required key that is neither there nor already reported for its type. */
    private <T> T required(String name, Optional<T> value, T placeholder) {
        if (value.isEmpty()) {
            JsonNode there = node.get(name);
            if (there == null || there.isNull()) {
                missing(name);
            }
            return placeholder;
        }
        return value.get();
    }

    Optional<Boolean> flag(String name) {
        JsonNode value = take(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isBoolean()) {
            wrong(problems, where.child(name), "a boolean", value);
            return Optional.empty();
        }
        return Optional.of(value.booleanValue());
    }

    boolean requiredFlag(String name) {
        return required(name, flag(name), false);
    }

    Optional<Long> integer(String name) {
        return integer(name, Long.MAX_VALUE);
    }

    Optional<Integer> smallInteger(String name) {
        return integer(name, Integer.MAX_VALUE).map(Long::intValue);
    }

    /** An integer as the protocol has it: no fraction, no exponent. */
    private Optional<Long> integer(String name, long max) {
        JsonNode value = take(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isIntegralNumber()) {
            wrong(problems, where.child(name), "an integer without fraction and exponent", value);
            return Optional.empty();
        }
        if (!value.canConvertToLong() || value.longValue() > max || value.longValue() < -max) {
            problems.error(
                    where.child(name),
                    ProblemCodes.INVALID_VALUE,
                    name + " must be at most " + max + ", is " + Text.number(value));
            return Optional.empty();
        }
        return Optional.of(value.longValue());
    }

    long requiredInteger(String name) {
        return required(name, integer(name), 0L);
    }

    int requiredSmallInteger(String name) {
        return required(name, smallInteger(name), 1);
    }

    Optional<Double> number(String name) {
        JsonNode value = take(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isNumber()) {
            wrong(problems, where.child(name), "a number", value);
            return Optional.empty();
        }
        if (!Double.isFinite(value.doubleValue())) {
            problems.error(where.child(name), ProblemCodes.INVALID_VALUE, name + " must be within ±1.7e308");
            return Optional.empty();
        }
        return Optional.of(value.doubleValue());
    }

    Optional<Instant> time(String name) {
        JsonNode value = take(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            wrong(problems, where.child(name), "a string", value);
            return Optional.empty();
        }
        Optional<Instant> time = Times.parse(value.textValue());
        if (time.isEmpty()) {
            problems.error(
                    where.child(name),
                    ProblemCodes.INVALID_VALUE,
                    name + " must be an RFC 3339 time such as 2026-01-31T12:00:00Z, is "
                            + Text.quote(value.textValue()));
        }
        return time;
    }

    Instant requiredTime(String name) {
        return required(name, time(name), Instant.EPOCH);
    }

    Optional<Json> any(String name) {
        return Optional.ofNullable(take(name)).map(Json::owned);
    }

    /** A value that must be there and may be null. */
    Json requiredAny(String name) {
        JsonNode value = node.get(name);
        if (value == null) {
            missing(name);
            return Json.owned(Scalars.NODES.nullNode());
        }
        seen++;
        return Json.owned(value);
    }

    Optional<Json> anyObject(String name) {
        return object(name, fields -> Json.owned(fields.node));
    }

    <T> Optional<T> object(String name, Function<Fields, T> read) {
        JsonNode value = take(name);
        return value == null ? Optional.empty() : objectAt(value, where.child(name), problems, read);
    }

    <T> T requiredObject(String name, Function<Fields, T> read) {
        Optional<T> value = object(name, read);
        if (value.isPresent()) {
            return value.get();
        }
        JsonNode there = node.get(name);
        if (there == null || there.isNull()) {
            missing(name);
        }
        // Whatever the placeholder lacks lies below a place that is known to be wrong, so nobody hears of it.
        return read.apply(new Fields(Scalars.NODES.objectNode(), where.child(name), problems));
    }

    static <T> Optional<T> objectAt(JsonNode value, Where at, Problems problems, Function<Fields, T> read) {
        if (!(value instanceof ObjectNode object)) {
            wrong(problems, at, "an object", value);
            return Optional.empty();
        }
        return Optional.of(read.apply(new Fields(object, at, problems)));
    }

    Optional<Map<String, String>> textMap(String name) {
        return object(name, fields -> fields.entries(Fields::textAt));
    }

    Optional<Map<String, List<String>>> textListMap(String name) {
        return object(name, fields -> fields.entries((n, at, p) -> listAt(n, at, p, Fields::textAt)));
    }

    private <T> Map<String, T> entries(Element<T> read) {
        Map<String, T> map = new HashMap<>();
        node.properties().forEach(e -> map.put(e.getKey(), read.at(e.getValue(), where.child(e.getKey()), problems)));
        return map;
    }

    Optional<List<String>> textList(String name) {
        JsonNode value = take(name);
        return value == null
                ? Optional.empty()
                : Optional.of(listAt(value, where.child(name), problems, Fields::textAt));
    }

    List<String> requiredTextList(String name) {
        return required(name, textList(name), List.of());
    }

    <T> Optional<List<T>> objectList(String name, Function<Fields, T> read) {
        JsonNode value = take(name);
        if (value == null) {
            return Optional.empty();
        }
        // A placeholder for what is no object, so that the others keep their places.
        return Optional.of(listAt(
                value,
                where.child(name),
                problems,
                (n, at, p) -> objectAt(n, at, p, read)
                        .orElseGet(() -> read.apply(new Fields(Scalars.NODES.objectNode(), at, p)))));
    }

    private static <T> List<T> listAt(JsonNode value, Where at, Problems problems, Element<T> read) {
        if (!value.isArray()) {
            wrong(problems, at, "an array", value);
            return List.of();
        }
        List<T> list = new ArrayList<>(value.size());
        for (int i = 0; i < value.size(); i++) {
            list.add(read.at(value.get(i), at.child(i), problems));
        }
        return list;
    }

    private static String textAt(JsonNode value, Where at, Problems problems) {
        if (!value.isTextual()) {
            wrong(problems, at, "a string", value);
            return "";
        }
        return value.textValue();
    }

    void invalid(String name, String message) {
        problems.error(where.child(name), ProblemCodes.INVALID_VALUE, message);
    }

    /** Everything that is not in {@code known}. */
    Map<String, Json> unknown(Set<String> known) {
        if (seen == node.size()) {
            return Map.of();
        }
        Map<String, Json> unknown = new HashMap<>();
        node.properties().forEach(e -> {
            if (!known.contains(e.getKey())) {
                unknown.put(e.getKey(), Json.owned(e.getValue()));
            }
        });
        return unknown;
    }

    /** Reads one element or map value. */
    private interface Element<T> {
        T at(JsonNode value, Where where, Problems problems);
    }
}
