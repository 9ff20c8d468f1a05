package dev.guestkit.handlers.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Public records as JSON: names in snake case, absent optionals left out, enum constants in lower case. Facts about guests are plain
 * records of a module that knows no JSON library, and this is less than a mapper with the modules it would need.
 */
final class RecordJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private RecordJson() {}

    /**
     * The JSON of a value.
     *
     * @throws IllegalArgumentException for a type that has none here
     */
    static JsonNode of(Object value) {
        if (value instanceof Record r) {
            return object(r);
        }
        if (value instanceof Map<?, ?> map) {
            ObjectNode object = NODES.objectNode();
            map.forEach((key, v) -> put(object, String.valueOf(key), v));
            return object;
        }
        if (value instanceof Collection<?> list) {
            ArrayNode array = NODES.arrayNode(list.size());
            list.forEach(v -> array.add(of(v)));
            return array;
        }
        return scalar(value);
    }

    private static ObjectNode object(Record value) {
        ObjectNode object = NODES.objectNode();
        for (RecordComponent component : value.getClass().getRecordComponents()) {
            put(object, snake(component.getName()), read(component, value));
        }
        return object;
    }

    private static void put(ObjectNode object, String name, Object value) {
        if (value instanceof Optional<?> o) {
            o.ifPresent(v -> object.set(name, of(v)));
        } else if (value instanceof OptionalLong o) {
            o.ifPresent(v -> object.put(name, v));
        } else if (value instanceof OptionalInt o) {
            o.ifPresent(v -> object.put(name, v));
        } else {
            object.set(name, of(value));
        }
    }

    private static JsonNode scalar(Object value) {
        if (value instanceof Boolean b) {
            return NODES.booleanNode(b);
        }
        if (value instanceof Integer || value instanceof Long || value instanceof Short) {
            return NODES.numberNode(((Number) value).longValue());
        }
        if (value instanceof Double d) {
            return NODES.numberNode(d);
        }
        if (value instanceof Enum<?> e) {
            return NODES.textNode(e.name().toLowerCase(Locale.ROOT));
        }
        if (value instanceof CharSequence || value instanceof java.time.temporal.TemporalAccessor) {
            return NODES.textNode(value.toString());
        }
        if (value instanceof JsonNode node) {
            return node;
        }
        throw new IllegalArgumentException("no JSON for " + value.getClass().getName());
    }

    private static Object read(RecordComponent component, Record value) {
        try {
            return component.getAccessor().invoke(value);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalArgumentException(component + " cannot be read: its record must be public", e);
        }
    }

    static String snake(String name) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (Character.isUpperCase(c)) {
                text.append('_');
            }
            text.append(Character.toLowerCase(c));
        }
        return text.toString();
    }
}
