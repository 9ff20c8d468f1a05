package dev.guestkit.guestfacts;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One guest's files as the guest itself sees them: symbolic links, relative, absolute or among the folders of a path, resolve
 * inside the guest's root and never beyond it. Safe for use by several threads.
 */
public final class GuestFiles {
    /** As many links as Linux follows before it gives up with ELOOP. */
    private static final int MAX_LINKS = 40;

    private static final int MAX_PARTS = 4096;

    private final GuestTree tree;
    private final boolean ignoreCase;

    private GuestFiles(GuestTree tree, boolean ignoreCase) {
        this.tree = Objects.requireNonNull(tree, "tree");
        this.ignoreCase = ignoreCase;
    }

    /** A guest whose names are as written. */
    public static GuestFiles of(GuestTree tree) {
        return new GuestFiles(tree, false);
    }

    /** A guest that ignores the case of names, as Windows does. */
    public static GuestFiles ignoringCase(GuestTree tree) {
        return new GuestFiles(tree, true);
    }

    GuestFiles caseless() {
        return ignoreCase ? this : new GuestFiles(tree, true);
    }

    /** The path after following every link; empty when it leads nowhere, or in a circle. */
    public Optional<String> resolve(String path) {
        return walk(path, true) instanceof Walk.End end ? Optional.of(end.path()) : Optional.empty();
    }

    /** What lies at {@code path} after following every link. */
    public Optional<GuestNode> stat(String path) {
        return walk(path, true) instanceof Walk.End end ? Optional.of(end.node()) : Optional.empty();
    }

    /** What lies at {@code path}; a link in its last part is not followed. */
    public Optional<GuestNode> lstat(String path) {
        return walk(path, false) instanceof Walk.End end ? Optional.of(end.node()) : Optional.empty();
    }

    /** Whether something lies at {@code path}, links followed. */
    public boolean exists(String path) {
        return stat(path).isPresent();
    }

    /** The sorted names in a directory; none when it is not there or is no directory. */
    public List<String> list(String directory) {
        return resolve(directory).map(tree::names).orElse(List.of());
    }

    /**
     * The sorted paths that match a pattern whose parts may hold {@code *}, {@code ?} and {@code [set]}; as in a shell a name with
     * a leading dot needs a pattern with one.
     */
    public List<String> glob(String pattern) {
        return new GuestGlob(this, ignoreCase).find(pattern);
    }

    /** The first {@code limit} bytes of the regular file at {@code path}. */
    public GuestRead read(String path, int limit) {
        Walk walk = walk(path, true);
        if (walk instanceof Walk.Nothing) {
            return new GuestRead.Absent();
        }
        if (walk instanceof Walk.Circle) {
            return new GuestRead.Refused("a circle of symbolic links");
        }
        Walk.End end = (Walk.End) walk;
        if (end.node().kind() != GuestNode.Kind.FILE) {
            return new GuestRead.Refused("not a regular file");
        }
        try {
            byte[] bytes = tree.bytes(end.path(), limit);
            return new GuestRead.Bytes(end.path(), bytes, end.node().size() > bytes.length);
        } catch (GuestFactsException e) {
            return new GuestRead.Refused(String.valueOf(e.getMessage()));
        }
    }

    private sealed interface Walk {
        record End(String path, GuestNode node) implements Walk {}

        record Nothing() implements Walk {}

        record Circle() implements Walk {}
    }

    private Walk walk(String path, boolean followLast) {
        Deque<String> todo = new ArrayDeque<>(List.of(path.split("/", -1)));
        String at = "/";
        GuestNode node = GuestNode.directory();
        int links = 0;
        while (!todo.isEmpty()) {
            String part = todo.removeFirst();
            if (part.isEmpty() || part.equals(".")) {
                continue;
            }
            if (part.equals("..")) {
                at = GuestPath.parent(at);
                node = GuestNode.directory();
                continue;
            }
            String next = spelled(at, part);
            Optional<GuestNode> found = node.kind() == GuestNode.Kind.DIRECTORY ? tree.node(next) : Optional.empty();
            if (found.isEmpty()) {
                return new Walk.Nothing();
            }
            boolean follow = followLast || todo.stream().anyMatch(p -> !p.isEmpty());
            if (found.get().kind() == GuestNode.Kind.LINK && follow) {
                List<String> target = List.of(found.get().target().split("/", -1));
                if (++links > MAX_LINKS || todo.size() + target.size() > MAX_PARTS) {
                    return new Walk.Circle();
                }
                at = found.get().target().startsWith("/") ? "/" : at;
                node = GuestNode.directory();
                prepend(target, todo);
            } else {
                at = next;
                node = found.get();
            }
        }
        return new Walk.End(at, node);
    }

    private static void prepend(List<String> parts, Deque<String> todo) {
        List<String> reversed = new ArrayList<>(parts);
        java.util.Collections.reverse(reversed);
        reversed.forEach(todo::addFirst);
    }

    private String spelled(String dir, String name) {
        String exact = GuestPath.child(dir, name);
        if (!ignoreCase || tree.node(exact).isPresent()) {
            return exact;
        }
        return tree.names(dir).stream()
                .filter(name::equalsIgnoreCase)
                .findFirst()
                .map(n -> GuestPath.child(dir, n))
                .orElse(exact);
    }
}
