package dev.guestkit.guestfacts.internal;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What could not be read whole, each said once, not more than can be read by a person. */
public final class Notes {
    private static final int MOST = 50;

    private final Set<String> notes = new LinkedHashSet<>();
    private long more;

    /** Starts empty. */
    public Notes() {}

    /** Adds one. */
    public void add(String note) {
        if (notes.size() < MOST) {
            notes.add(Text.clean(note));
        } else if (!notes.contains(note)) {
            more++;
        }
    }

    /** All of them, in the order they came. */
    public List<String> list() {
        if (more == 0) {
            return List.copyOf(notes);
        }
        Set<String> all = new LinkedHashSet<>(notes);
        all.add("and " + more + " more notes of this kind");
        return List.copyOf(all);
    }
}
