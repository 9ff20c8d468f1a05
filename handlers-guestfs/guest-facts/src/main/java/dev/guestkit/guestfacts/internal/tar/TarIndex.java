package dev.guestkit.guestfacts.internal.tar;

import dev.guestkit.guestfacts.GuestNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Goes once through an archive, header by header, and notes where each content lies. Ends at the first thing it cannot trust. */
public final class TarIndex {
    private static final int MAX_EXTENSION = 1 << 20;
    private static final int MAX_SPARSE = 65_536;

    /** PATH_MAX of Linux. */
    private static final int MAX_NAME = 4096;

    private final ByteSource source;
    private final int maxEntries;
    private final List<TarEntry> entries = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Map<String, String> pax = new TreeMap<>();
    private long position;

    /** Reads the headers of {@code source}. */
    public TarIndex(ByteSource source, int maxEntries) {
        this.source = source;
        this.maxEntries = maxEntries;
        boolean more = source.size() > 0;
        while (more) {
            more = step();
        }
    }

    /** The entries in the archive's order. */
    public List<TarEntry> entries() {
        return entries;
    }

    /** What was wrong. */
    public List<String> notes() {
        return notes;
    }

    private boolean step() {
        byte[] block = source.read(position, TarHeader.BLOCK);
        if (block.length < TarHeader.BLOCK) {
            notes.add("the archive ends without its end mark, at byte " + position);
            return false;
        }
        TarHeader header = new TarHeader(block);
        if (header.isZero()) {
            return false;
        }
        if (!header.checksumHolds()) {
            notes.add("the archive is damaged at byte " + position + ": what follows is not read");
            return false;
        }
        if (entries.size() >= maxEntries) {
            notes.add("the archive has more than " + maxEntries + " entries: the others are not read");
            return false;
        }
        position += TarHeader.BLOCK;
        return entry(header);
    }

    private boolean entry(TarHeader header) {
        char type = header.type();
        if (type == 'L' || type == 'K' || type == 'x') {
            return extension(header, type);
        }
        List<TarEntry.Chunk> chunks = type == 'S' ? oldSparse(header) : List.of();
        long stored = type == '1' || type == '2' ? 0 : paxNumber("size", header.size());
        if (type != 'g' && type != 'V') {
            add(header, type == 'S' ? chunks : plain(stored), type == 'S' ? header.number(483, 12) : stored);
        }
        pax.clear();
        return skip(stored);
    }

    private List<TarEntry.Chunk> plain(long stored) {
        return List.of(new TarEntry.Chunk(0, position, stored));
    }

    private boolean extension(TarHeader header, char type) {
        long size = header.size();
        if (size > MAX_EXTENSION) {
            notes.add("the archive has a header of " + size + " bytes: what follows is not read");
            return false;
        }
        byte[] bytes = source.read(position, (int) size);
        if (type == 'x') {
            PaxRecords.read(bytes, pax);
        } else {
            int end = bytes.length > 0 && bytes[bytes.length - 1] == 0 ? bytes.length - 1 : bytes.length;
            pax.put(type == 'L' ? "path" : "linkpath", new String(bytes, 0, end, StandardCharsets.UTF_8));
        }
        return skip(size);
    }

    private boolean skip(long stored) {
        long blocks = stored / TarHeader.BLOCK + (stored % TarHeader.BLOCK == 0 ? 0 : 1);
        if (blocks > (source.size() - position) / TarHeader.BLOCK) {
            notes.add("the archive is cut short at byte " + source.size());
            return false;
        }
        position += blocks * TarHeader.BLOCK;
        return true;
    }

    private void add(TarHeader header, List<TarEntry.Chunk> chunks, long size) {
        String name = pax.getOrDefault("GNU.sparse.name", pax.getOrDefault("path", header.name()));
        String link = pax.getOrDefault("linkpath", header.linkName());
        if (name.length() > MAX_NAME) {
            notes.add("a name of " + name.length() + " characters is skipped");
            return;
        }
        char type = header.type();
        GuestNode.Kind kind = switch (type) {
            case '2' -> GuestNode.Kind.LINK;
            case '3', '4', '6' -> GuestNode.Kind.SPECIAL;
            case '5', 'D' -> GuestNode.Kind.DIRECTORY;
            default -> name.endsWith("/") ? GuestNode.Kind.DIRECTORY : GuestNode.Kind.FILE;
        };
        List<TarEntry.Chunk> places = chunks;
        long real = size;
        if (pax.containsKey("GNU.sparse.major") || pax.containsKey("GNU.sparse.map")) {
            SparseMap map = SparseMap.of(pax, source, position, size, MAX_SPARSE);
            places = map.chunks();
            real = map.realSize();
        }
        GuestNode node = new GuestNode(
                kind,
                header.mode(),
                paxNumber("uid", header.uid()),
                paxNumber("gid", header.gid()),
                kind == GuestNode.Kind.FILE ? real : 0,
                header.modified(),
                kind == GuestNode.Kind.LINK ? link : "");
        entries.add(new TarEntry(name, node, type == '1' ? link : "", places));
    }

    private List<TarEntry.Chunk> oldSparse(TarHeader first) {
        List<TarEntry.Chunk> chunks = new ArrayList<>();
        List<long[]> places = new ArrayList<>();
        sparsePlaces(first, 386, 4, places);
        boolean more = first.sparseGoesOn(true);
        while (more && places.size() < MAX_SPARSE) {
            byte[] block = source.read(position, TarHeader.BLOCK);
            if (block.length < TarHeader.BLOCK) {
                break;
            }
            position += TarHeader.BLOCK;
            TarHeader next = new TarHeader(block);
            sparsePlaces(next, 0, 21, places);
            more = next.sparseGoesOn(false);
        }
        long at = position;
        for (long[] place : places) {
            chunks.add(new TarEntry.Chunk(place[0], at, place[1]));
            at += place[1];
        }
        return chunks;
    }

    private static void sparsePlaces(TarHeader header, int offset, int count, List<long[]> places) {
        for (int i = 0; i < count; i++) {
            long length = header.number(offset + 24 * i + 12, 12);
            if (length > 0) {
                places.add(new long[] {header.number(offset + 24 * i, 12), length});
            }
        }
    }

    private long paxNumber(String key, long fallback) {
        return PaxRecords.number(pax, key, fallback);
    }
}
