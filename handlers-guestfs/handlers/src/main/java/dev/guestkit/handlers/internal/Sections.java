package dev.guestkit.handlers.internal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.guestkit.guestfacts.Section;
import java.util.LinkedHashMap;
import java.util.Map;

/** The sections of one system: facts, what was cut in them, and why others are missing. Used by one thread. */
final class Sections {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Map<String, Object> known = new LinkedHashMap<>();
    private final Map<String, Object> notes = new LinkedHashMap<>();
    private final Map<String, String> unavailable = new LinkedHashMap<>();

    /**
     * Takes a section as guest-facts writes it: {@code {"facts": …, "notes": […]}} or {@code {"unknown": reason, …}}.
     */
    void add(String name, Object section) {
        if (!(section instanceof Map<?, ?> map)) {
            known.put(name, section);
            return;
        }
        Object facts = map.get("facts");
        if (facts != null) {
            known.put(name, facts);
        } else {
            unavailable.put(name, String.valueOf(map.get("unknown")));
        }
        Object said = map.get("notes");
        if (said != null) {
            notes.put(name, said);
        }
    }

    /** Takes a section that was read apart from the others. */
    void add(String name, Section<?> section) {
        section.known().ifPresent(facts -> known.put(name, facts));
        section.unknownBecause().ifPresent(reason -> unavailable.put(name, reason));
        if (!section.notes().isEmpty()) {
            notes.put(name, section.notes());
        }
    }

    /** Says why a section is missing. */
    void unavailable(String name, String reason) {
        unavailable.put(name, reason);
    }

    /** Writes all sections into a system's object. */
    void into(ObjectNode system) {
        known.forEach((name, facts) -> system.set(name, RecordJson.of(facts)));
        if (!notes.isEmpty()) {
            system.set("notes", RecordJson.of(notes));
        }
        var missing = system.putArray("sections_unavailable");
        unavailable.forEach((name, reason) ->
                missing.add(NODES.objectNode().put("section", name).put("reason", reason)));
    }
}
