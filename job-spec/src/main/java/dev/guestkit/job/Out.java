package dev.guestkit.job;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Writes the keys of one document. What is absent is not written. Not thread-safe. */
final class Out {
    private final JsonGenerator json;
    private final TreeWriter trees;

    Out(JsonGenerator json, TreeWriter trees) {
        this.json = json;
        this.trees = trees;
    }

    /** Writes what lies in an object. */
    interface Body<T> {
        void write(T value) throws IOException;
    }

    <T> void root(T value, Body<T> body) throws IOException {
        json.writeStartObject();
        body.write(value);
        json.writeEndObject();
    }

    <T> void object(String name, T value, Body<T> body) throws IOException {
        json.writeFieldName(name);
        root(value, body);
    }

    <T> void object(String name, Optional<T> value, Body<T> body) throws IOException {
        if (value.isPresent()) {
            object(name, value.get(), body);
        }
    }

    void text(String name, String value) throws IOException {
        json.writeStringField(name, trees.checked(value));
    }

    void text(String name, Optional<String> value) throws IOException {
        if (value.isPresent()) {
            text(name, value.get());
        }
    }

    void time(String name, Instant value) throws IOException {
        text(name, Times.write(value));
    }

    void time(String name, Optional<Instant> value) throws IOException {
        if (value.isPresent()) {
            time(name, value.get());
        }
    }

    void number(String name, long value) throws IOException {
        json.writeNumberField(name, value);
    }

    void number(String name, Optional<? extends Number> value) throws IOException {
        if (value.isPresent()) {
            number(name, value.get().longValue());
        }
    }

    /** A measurement that other readers take as an integer: rounded down. */
    void whole(String name, Optional<Double> value) throws IOException {
        if (value.isPresent()) {
            json.writeFieldName(name);
            json.writeNumber(
                    new BigDecimal(value.get()).setScale(0, RoundingMode.FLOOR).unscaledValue());
        }
    }

    void flag(String name, boolean value) throws IOException {
        json.writeBooleanField(name, value);
    }

    void flag(String name, Optional<Boolean> value) throws IOException {
        if (value.isPresent()) {
            flag(name, value.get());
        }
    }

    void value(Json value) throws IOException {
        trees.write(value.shared(), json);
    }

    void any(String name, Json value) throws IOException {
        json.writeFieldName(name);
        value(value);
    }

    void any(String name, Optional<Json> value) throws IOException {
        if (value.isPresent()) {
            any(name, value.get());
        }
    }

    void textList(String name, List<String> value) throws IOException {
        json.writeArrayFieldStart(name);
        for (String element : value) {
            json.writeString(trees.checked(element));
        }
        json.writeEndArray();
    }

    void textList(String name, Optional<List<String>> value) throws IOException {
        if (value.isPresent()) {
            textList(name, value.get());
        }
    }

    <T> void objectList(String name, Optional<List<T>> value, Body<T> body) throws IOException {
        if (value.isPresent()) {
            json.writeArrayFieldStart(name);
            for (T element : value.get()) {
                root(element, body);
            }
            json.writeEndArray();
        }
    }

    void textMap(String name, Map<String, String> value) throws IOException {
        json.writeObjectFieldStart(name);
        for (Map.Entry<String, String> entry : value.entrySet()) {
            text(trees.checked(entry.getKey()), entry.getValue());
        }
        json.writeEndObject();
    }

    void textMap(String name, Optional<Map<String, String>> value) throws IOException {
        if (value.isPresent()) {
            textMap(name, value.get());
        }
    }

    void textListMap(String name, Optional<Map<String, List<String>>> value) throws IOException {
        if (value.isPresent()) {
            json.writeObjectFieldStart(name);
            for (Map.Entry<String, List<String>> entry : value.get().entrySet()) {
                textList(trees.checked(entry.getKey()), entry.getValue());
            }
            json.writeEndObject();
        }
    }

    /** The keys that the protocol does not know. */
    void unknown(Map<String, Json> unknown, Set<String> known) throws IOException {
        for (Map.Entry<String, Json> entry : unknown.entrySet()) {
            if (known.contains(entry.getKey())) {
                throw Text.duplicate(entry.getKey());
            }
            any(trees.checked(entry.getKey()), entry.getValue());
        }
    }
}
