package dev.guestkit.app.config;

import java.util.Locale;
import java.util.Optional;

/**
 * One thing that can be configured.
 *
 * @param key in YAML, with a dot for each level
 * @param type what its value may be
 * @param fallback its default as it would be written, empty when there is none
 * @param description what it does
 * @param <T> the type of its value
 */
public record Setting<T>(String key, ValueType<T> type, Optional<String> fallback, String description) {
    /** Its name in the environment. */
    public String variable() {
        return "GUESTKIT_" + key.replace('.', '_').toUpperCase(Locale.ROOT);
    }
}
