package dev.guestkit.app.config;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The values that hold, each with where it came from. Immutable. */
public final class Configuration {
    private final Map<String, Value> values;

    Configuration(Map<String, Value> values) {
        this.values = Map.copyOf(values);
    }

    /**
     * One value.
     *
     * @param value what it is
     * @param written how it was written
     * @param origin where, for people
     */
    record Value(Object value, Raw written, String origin) {}

    /** What holds for {@code setting}, empty when nothing was said and there is no default. */
    public <T> Optional<T> find(Setting<T> setting) {
        // Put there by the setting's own reader.
        @SuppressWarnings("unchecked")
        Optional<T> value =
                (Optional<T>) Optional.ofNullable(values.get(setting.key())).map(Value::value);
        return value;
    }

    /** What holds for a setting that has a default. */
    public <T> T get(Setting<T> setting) {
        return find(setting).orElseThrow(() -> new IllegalStateException(setting.key() + " has no default"));
    }

    Optional<Value> value(Setting<?> setting) {
        return Optional.ofNullable(values.get(setting.key()));
    }

    /** Where the value of {@code setting} came from: {@code default}, a file, a variable or a flag. */
    public Optional<String> origin(Setting<?> setting) {
        return value(setting).map(Value::origin);
    }

    static List<Setting<?>> settings() {
        return Settings.all();
    }

    /** Every setting with its value and where that comes from. */
    public ArrayNode tree() {
        ArrayNode tree = JsonNodeFactory.instance.arrayNode();
        Settings.all().forEach(setting -> tree.add(row(setting, value(setting))));
        return tree;
    }

    private static ObjectNode row(Setting<?> setting, Optional<Value> value) {
        ObjectNode row = JsonNodeFactory.instance.objectNode().put("key", setting.key());
        if (value.isPresent()) {
            row.put("value", text(value.get().written()))
                    .put("origin", value.get().origin());
        }
        return row.put("variable", setting.variable())
                .put("form", setting.type().form())
                .put("description", setting.description());
    }

    static String text(Raw raw) {
        if (raw instanceof Raw.Items items) {
            return String.join(",", items.items());
        }
        if (raw instanceof Raw.Entries entries) {
            return entries.entries().entrySet().stream()
                    .map(e -> e.getKey() + "=" + e.getValue())
                    .collect(Collectors.joining(","));
        }
        return ((Raw.Text) raw).text();
    }
}
