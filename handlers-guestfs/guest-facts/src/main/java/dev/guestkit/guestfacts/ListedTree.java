package dev.guestkit.guestfacts;

import dev.guestkit.guestfacts.internal.FileRecords;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A tree of names without content, out of a listing as GNU find writes it with {@value #FIND_FORMAT}: type, octal mode, owner,
 * group, size, time, path, and the target of a link. Put it below a tree with content: {@link #under}. Safe for use by several
 * threads.
 */
public final class ListedTree implements GuestTree {
    /** The format for find's {@code -printf}; paths relative ({@code ./etc}) or absolute. */
    public static final String FIND_FORMAT = "%y %m %U %G %s %T@ %p\\0%l\\0";

    private final MemoryTree tree = new MemoryTree();
    private final List<String> notes = new ArrayList<>();
    private long count;

    private ListedTree() {}

    /**
     * Reads a listing to its end.
     *
     * @param listing the bytes that find wrote; not closed
     * @param maxEntries how many names are kept at most; the rest is counted in {@link #notes()}
     */
    public static ListedTree read(InputStream listing, int maxEntries) {
        ListedTree listed = new ListedTree();
        FileRecords.read(listing, listed.notes::add, (path, node) -> listed.add(path, node, maxEntries));
        return listed.done(maxEntries);
    }

    /** Takes a listing that was read elsewhere; as {@link #read}. */
    public static ListedTree of(Iterable<GuestEntry> entries, int maxEntries) {
        ListedTree listed = new ListedTree();
        entries.forEach(e -> listed.add(e.path(), e.node(), maxEntries));
        return listed.done(maxEntries);
    }

    private void add(String path, GuestNode node, int maxEntries) {
        if (count++ < maxEntries) {
            tree.node(path, node);
        }
    }

    private ListedTree done(int maxEntries) {
        if (count > maxEntries) {
            notes.add("only the first " + maxEntries + " of " + count + " names are kept");
        }
        return this;
    }

    /** What was wrong with the listing. */
    public List<String> notes() {
        return List.copyOf(notes);
    }

    /** A tree that has the content of {@code upper} and knows the names of both. */
    public GuestTree under(GuestTree upper) {
        return new LayeredTree(upper, this);
    }

    @Override
    public Optional<GuestNode> node(String path) {
        return tree.node(path);
    }

    @Override
    public List<String> names(String path) {
        return tree.names(path);
    }

    @Override
    public byte[] bytes(String path, int limit) {
        throw new GuestFactsException(GuestFactsException.Kind.UNREADABLE, path + " was listed but not handed over");
    }
}
