package dev.guestkit.worker.store;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Sets of labels, each kept once; a label is one text, key and value with NUL between. Not thread-safe. */
final class LabelSets {
    private static final char BETWEEN = '\0';

    private final BytePool texts;
    private final BytePool sets = new BytePool();

    LabelSets(BytePool texts) {
        this.texts = texts;
    }

    int size() {
        return sets.size();
    }

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

    /** The number of a label, -1 when no job has it. */
    int find(String key, String value) {
        return texts.find(key + BETWEEN + value);
    }

    boolean hasAll(int set, int[] wanted) {
        for (int label : wanted) {
            if (!has(set, label)) {
                return false;
            }
        }
        return true;
    }

    private boolean has(int set, int label) {
        for (int at = 0; at < sets.length(set); at += Integer.BYTES) {
            if (sets.intAt(set, at) == label) {
                return true;
            }
        }
        return false;
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
