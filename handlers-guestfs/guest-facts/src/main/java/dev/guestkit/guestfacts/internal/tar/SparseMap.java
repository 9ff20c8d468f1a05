package dev.guestkit.guestfacts.internal.tar;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Where the bytes of a sparse file lie, in GNU's pax formats 0.0, 0.1 (map in the header) and 1.0 (map before the content). */
record SparseMap(long realSize, List<TarEntry.Chunk> chunks) {
    static SparseMap of(Map<String, String> pax, ByteSource source, long position, long stored, int most) {
        long real = PaxRecords.number(pax, "GNU.sparse.realsize", PaxRecords.number(pax, "GNU.sparse.size", stored));
        String map = pax.get("GNU.sparse.map");
        if (map != null) {
            return new SparseMap(real, chunks(map.split(",", 2 * most + 1), 0, position, most));
        }
        int length = (int) Math.min(stored, 24L * 2 * most);
        String text = new String(source.read(position, length), StandardCharsets.ISO_8859_1);
        String[] numbers = text.split("\n", 2 * most + 2);
        long count = number(numbers, 0);
        long used = 0;
        for (int i = 0; i <= Math.min(2 * count, numbers.length - 1); i++) {
            used += numbers[i].length() + 1;
        }
        long content = position + (used + TarHeader.BLOCK - 1) / TarHeader.BLOCK * TarHeader.BLOCK;
        return new SparseMap(real, chunks(numbers, 1, content, (int) Math.min(count, most)));
    }

    private static List<TarEntry.Chunk> chunks(String[] numbers, int from, long position, int most) {
        List<TarEntry.Chunk> chunks = new ArrayList<>();
        long at = position;
        for (int i = from; i + 1 < numbers.length && chunks.size() < most; i += 2) {
            long length = number(numbers, i + 1);
            chunks.add(new TarEntry.Chunk(number(numbers, i), at, length));
            at += length;
        }
        return chunks;
    }

    private static long number(String[] numbers, int index) {
        return index < numbers.length ? PaxRecords.number(Map.of("n", numbers[index]), "n", 0) : 0;
    }
}
