package dev.guestkit.guestfacts;

import dev.guestkit.guestfacts.internal.Globs;
import java.util.ArrayList;
import java.util.List;

/** Finds the paths that match a pattern. Each part is matched on its own, so that only the folders named are listed. */
final class GuestGlob {
    private static final int MAX_FOUND = 200_000;

    private final GuestFiles files;
    private final boolean ignoreCase;

    GuestGlob(GuestFiles files, boolean ignoreCase) {
        this.files = files;
        this.ignoreCase = ignoreCase;
    }

    List<String> find(String pattern) {
        List<String> found = List.of("/");
        for (String part : pattern.split("/", -1)) {
            if (!part.isEmpty()) {
                found = step(found, part);
            }
        }
        return found.stream().filter(p -> files.lstat(p).isPresent()).toList();
    }

    private List<String> step(List<String> dirs, String part) {
        boolean plain = part.chars().noneMatch(c -> c == '*' || c == '?' || c == '[');
        List<String> next = new ArrayList<>();
        for (String dir : dirs) {
            if (plain) {
                next.add(GuestPath.child(dir, part));
                continue;
            }
            for (String name : files.list(dir)) {
                boolean hidden = name.startsWith(".") && !part.startsWith(".");
                if (!hidden && next.size() < MAX_FOUND && Globs.matches(part, name, ignoreCase)) {
                    next.add(GuestPath.child(dir, name));
                }
            }
        }
        return next;
    }
}
