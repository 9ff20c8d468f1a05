package dev.guestkit.guestfacts.internal.tar;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The records of a pax extended header (POSIX.1-2001): {@code LENGTH KEY=VALUE\n}. */
final class PaxRecords {
    private PaxRecords() {}

    static void read(byte[] bytes, Map<String, String> into) {
        int at = 0;
        while (at < bytes.length) {
            int blank = at;
            int length = 0;
            while (blank < bytes.length && bytes[blank] >= '0' && bytes[blank] <= '9' && blank - at < 8) {
                length = length * 10 + bytes[blank++] - '0';
            }
            int end = at + length;
            if (length <= blank - at + 1 || end > bytes.length || bytes[blank] != ' ') {
                return;
            }
            record(new String(bytes, blank + 1, end - blank - 2, StandardCharsets.UTF_8), into);
            at = end;
        }
    }

    private static void record(String text, Map<String, String> into) {
        int equals = text.indexOf('=');
        if (equals <= 0) {
            return;
        }
        String key = text.substring(0, equals);
        String value = text.substring(equals + 1);
        // Sparse format 0.0 repeats two keys; together they are the map of format 0.1.
        if (key.equals("GNU.sparse.offset") || key.equals("GNU.sparse.numbytes")) {
            into.merge("GNU.sparse.map", value, (a, b) -> a + "," + b);
        } else {
            into.put(key, value);
        }
    }

    static long number(Map<String, String> records, String key, long fallback) {
        String text = records.get(key);
        if (text == null
                || text.length() > 18
                || text.isEmpty()
                || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return fallback;
        }
        return Long.parseLong(text);
    }
}
