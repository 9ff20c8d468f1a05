package dev.guestkit.guestfacts.internal;

import dev.guestkit.guestfacts.Section;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Writes records as plain maps, lists and values. */
public final class FactsMap {
    private FactsMap() {}

    /** One record and all in it. */
    public static Map<String, Object> of(Record record) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (RecordComponent c : record.getClass().getRecordComponents()) {
            Object value = read(c, record);
            if (!(value instanceof Optional<?> o && o.isEmpty())) {
                map.put(snake(c.getName()), plain(value));
            }
        }
        return map;
    }

    private static Object plain(Object value) {
        if (value instanceof Section<?> s) {
            return section(s);
        }
        if (value instanceof Optional<?> o) {
            return plain(o.orElseThrow());
        }
        if (value instanceof Record r) {
            return of(r);
        }
        if (value instanceof Collection<?> c) {
            return c.stream().map(FactsMap::plain).toList();
        }
        if (value instanceof Map<?, ?> m) {
            Map<String, Object> map = new LinkedHashMap<>();
            m.forEach((k, v) -> map.put(Text.clean(String.valueOf(k)), plain(v)));
            return map;
        }
        if (value instanceof Enum<?> e) {
            return Text.lower(e.name());
        }
        return value instanceof Number || value instanceof Boolean ? value : Text.clean(String.valueOf(value));
    }

    /** One section. */
    public static Map<String, Object> section(Section<?> section) {
        Map<String, Object> map = new LinkedHashMap<>();
        section.unknownBecause().ifPresent(r -> map.put("unknown", r));
        section.known().ifPresent(f -> map.put("facts", plain(f)));
        if (!section.notes().isEmpty()) {
            map.put("notes", section.notes());
        }
        return map;
    }

    private static Object read(RecordComponent component, Record record) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + component + " of a record of this module", e);
        }
    }

    private static String snake(String camel) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < camel.length(); i++) {
            char c = camel.charAt(i);
            out.append(Character.isUpperCase(c) ? "_" + Character.toLowerCase(c) : String.valueOf(c));
        }
        return out.toString();
    }
}
