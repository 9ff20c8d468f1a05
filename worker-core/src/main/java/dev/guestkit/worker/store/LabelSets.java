package dev.guestkit.worker.store;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * The labels of rows: sets of them, each kept once, and for each label the rows that have it, as a chain. A label is one text,
 * key and value with NUL between. Not thread-safe.
 */
final class LabelSets {
    private static final char BETWEEN = '\0';

    private final BytePool texts;
    private final BytePool sets = new BytePool();
    /** For each text, one more than the newest link of its chain; 0 for none. */
    private int[] heads = new int[16];
    /** For each link, a row and one more than the link before it. */
    private int[] linkRows = new int[16];

    private int[] linkNext = new int[16];
    private int links;

    LabelSets(BytePool texts) {
        this.texts = texts;
    }

    /** The number of this set, for {@link #chain} and {@link #labels}. */
    int intern(Map<String, String> labels) {
        if (labels.isEmpty()) {
            return sets.intern(new byte[0]);
        }
        int[] numbers = labels.entrySet().stream()
                .mapToInt(label -> texts.intern(label.getKey() + BETWEEN + label.getValue()))
                .sorted()
                .toArray();
        ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Integer.BYTES);
        Arrays.stream(numbers).forEach(bytes::putInt);
        return sets.intern(bytes.array());
    }

    /** Notes once that a row has the labels of a set. */
    void chain(int row, int set) {
        for (int at = 0; at < sets.length(set); at += Integer.BYTES) {
            link(row, sets.intAt(set, at));
        }
    }

    private void link(int row, int label) {
        if (label >= heads.length) {
            heads = Arrays.copyOf(heads, label + (label >> 1));
        }
        if (links == linkRows.length) {
            linkRows = Arrays.copyOf(linkRows, links + (links >> 1));
            linkNext = Arrays.copyOf(linkNext, linkRows.length);
        }
        linkRows[links] = row;
        linkNext[links] = heads[label];
        heads[label] = ++links;
    }

    /** The rows with this label. */
    BitSet rows(String key, String value) {
        BitSet found = new BitSet();
        int label = texts.find(key + BETWEEN + value);
        int link = texts.isKnown(label) && label < heads.length ? heads[label] : 0;
        while (link != 0) {
            found.set(linkRows[link - 1]);
            link = linkNext[link - 1];
        }
        return found;
    }

    Map<String, String> labels(int set) {
        Map<String, String> labels = new HashMap<>();
        for (int at = 0; at < sets.length(set); at += Integer.BYTES) {
            String label = texts.text(sets.intAt(set, at));
            int between = label.indexOf(BETWEEN);
            labels.put(label.substring(0, between), label.substring(between + 1));
        }
        return labels;
    }
}
