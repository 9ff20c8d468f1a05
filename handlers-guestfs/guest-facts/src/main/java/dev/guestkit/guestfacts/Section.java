package dev.guestkit.guestfacts;

import dev.guestkit.guestfacts.internal.FactsMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One kind of facts: either known, or unknown with the reason. An empty list inside {@link Known} means that there are none,
 * never that nobody could look.
 *
 * @param <T> the facts
 */
public sealed interface Section<T> {
    /**
     * The facts.
     *
     * @param facts what was found
     * @param notes what was cut or could not be read on the way, for people
     */
    record Known<T>(T facts, List<String> notes) implements Section<T> {
        /** Copies. */
        public Known {
            notes = List.copyOf(notes);
        }
    }

    /**
     * No facts.
     *
     * @param reason why they are not known, for people
     * @param notes what else was met on the way
     */
    record Unknown<T>(String reason, List<String> notes) implements Section<T> {
        /** Copies. */
        public Unknown {
            notes = List.copyOf(notes);
        }
    }

    /** What was cut or could not be read. */
    List<String> notes();

    /** This section as plain maps, lists and values: see {@link SystemFacts#asMap()}. */
    default Map<String, Object> asMap() {
        return FactsMap.section(this);
    }

    /** The facts, when known. */
    default Optional<T> known() {
        return this instanceof Known<T> k ? Optional.of(k.facts()) : Optional.empty();
    }

    /** Why nothing is known, when nothing is. */
    default Optional<String> unknownBecause() {
        return this instanceof Unknown<T> u ? Optional.of(u.reason()) : Optional.empty();
    }
}
