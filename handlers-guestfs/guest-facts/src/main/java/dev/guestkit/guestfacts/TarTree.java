package dev.guestkit.guestfacts;

import dev.guestkit.guestfacts.internal.tar.ByteSource;
import dev.guestkit.guestfacts.internal.tar.TarEntry;
import dev.guestkit.guestfacts.internal.tar.TarIndex;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A guest's tree in an uncompressed tar archive (ustar, GNU, pax), indexed once and read in place. Names that are absolute or
 * hold {@code ..} stay inside the tree. Safe for use by several threads; close it when done.
 */
public final class TarTree implements GuestTree, AutoCloseable {
    private final ByteSource source;
    private final Map<String, TarEntry> entries = new HashMap<>();
    private final Map<String, TreeSet<String>> names = new HashMap<>();
    private final List<String> notes;

    private TarTree(ByteSource source, int maxEntries) {
        this.source = source;
        TarIndex index = new TarIndex(source, maxEntries);
        index.entries().forEach(this::add);
        this.notes = List.copyOf(index.notes());
    }

    /**
     * Opens an archive in a file.
     *
     * @throws GuestFactsException {@code UNREADABLE} when it cannot be opened
     */
    public static TarTree open(Path archive) {
        return new TarTree(ByteSource.file(archive), 2_000_000);
    }

    /** Reads an archive held in memory; the array is not copied and must not change. */
    public static TarTree of(byte[] archive) {
        return new TarTree(ByteSource.memory(archive), 2_000_000);
    }

    /** What was wrong with the archive: cut short, too many entries, headers skipped. Empty when all is well. */
    public List<String> notes() {
        return notes;
    }

    private void add(TarEntry entry) {
        String path = GuestPath.normalize(entry.name());
        entries.put(path, entry);
        for (String at = path; !at.equals("/"); at = GuestPath.parent(at)) {
            if (!names.computeIfAbsent(GuestPath.parent(at), p -> new TreeSet<>())
                    .add(GuestPath.name(at))) {
                break;
            }
        }
    }

    @Override
    public Optional<GuestNode> node(String path) {
        TarEntry entry = entries.get(path);
        if (entry == null) {
            return path.equals("/") || names.containsKey(path) ? Optional.of(GuestNode.directory()) : Optional.empty();
        }
        return Optional.of(content(entry).node(entry.node()));
    }

    @Override
    public List<String> names(String path) {
        TreeSet<String> there = names.get(path);
        return there == null ? List.of() : List.copyOf(there);
    }

    @Override
    public byte[] bytes(String path, int limit) {
        TarEntry entry = entries.get(path);
        if (entry == null) {
            throw new GuestFactsException(GuestFactsException.Kind.UNREADABLE, path + " is not in the archive");
        }
        return content(entry).read(source, limit);
    }

    /** The entry that has the content: a hard link's lies at the name it repeats; one step, as tar writes them. */
    private TarEntry content(TarEntry entry) {
        if (entry.hardLink().isEmpty()) {
            return entry;
        }
        TarEntry first = entries.get(GuestPath.normalize(entry.hardLink()));
        return first != null && first.hardLink().isEmpty() ? first : entry;
    }

    @Override
    public void close() {
        source.close();
    }
}
