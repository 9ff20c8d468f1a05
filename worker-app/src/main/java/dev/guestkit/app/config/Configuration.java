package dev.guestkit.app.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;

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
}
