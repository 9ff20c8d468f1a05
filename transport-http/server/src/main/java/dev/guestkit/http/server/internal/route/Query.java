package dev.guestkit.http.server.internal.route;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The parameters of a query, decoded; a key may come more than once. Immutable. */
public final class Query {
    private final Map<String, List<String>> values;

    private Query(Map<String, List<String>> values) {
        this.values = values;
    }

    /** Reads what follows the question mark. */
    static Query parse(String raw) {
        if (raw.isEmpty()) {
            return new Query(Map.of());
        }
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String pair : raw.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String key = Percent.decode(equals < 0 ? pair : pair.substring(0, equals), true);
                String value = equals < 0 ? "" : Percent.decode(pair.substring(equals + 1), true);
                values.computeIfAbsent(key, k -> new ArrayList<>()).add(value);
            }
        }
        return new Query(values);
    }

    /** Refuses every parameter but these. */
    public Query only(Set<String> known) {
        for (String key : values.keySet()) {
            if (!known.contains(key)) {
                throw ApiError.BAD_REQUEST.because("there is no parameter " + Printable.of(key) + " here; there is "
                        + (known.isEmpty() ? "none" : String.join(", ", new TreeSet<>(known))));
            }
        }
        return this;
    }

    /** Every value of a parameter. */
    public List<String> all(String key) {
        return values.getOrDefault(key, List.of());
    }

    /** The value of a parameter that may come once. */
    public Optional<String> one(String key) {
        List<String> all = all(key);
        if (all.size() > 1) {
            throw ApiError.BAD_REQUEST.because(
                    "the parameter " + key + " may be given once, was given " + all.size() + " times");
        }
        return all.stream().findFirst();
    }

    /** The value of a parameter that is true or false, false when it is absent. */
    public boolean flag(String key) {
        return one(key).map(value -> switch (value) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw bad(key, value, "true or false");
                })
                .orElse(false);
    }

    /** Says that a value is none. */
    public static ApiException bad(String key, String value, String wanted) {
        return ApiError.BAD_REQUEST.because(key + " must be " + wanted + ", was " + Printable.of(value));
    }
}
