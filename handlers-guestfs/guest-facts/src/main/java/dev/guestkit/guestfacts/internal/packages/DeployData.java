package dev.guestkit.guestfacts.internal.packages;

import dev.guestkit.guestfacts.GuestFactsException;
import dev.guestkit.guestfacts.internal.Text;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads what flatpak keeps of a deployed application: a GVariant of type {@code (ssasta{sv})}, of which the strings of the dictionary are
 * taken. The format is that of the GVariant specification: what has no fixed size is found by offsets at the end of what contains it, each as
 * wide as the size of that needs, and what lies in a variant or in an array of such begins at a multiple of eight.
 */
final class DeployData {
    private static final int MOST_BYTES = 1 << 20;

    private final byte[] bytes;

    private DeployData(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * The strings by their keys.
     *
     * @throws GuestFactsException {@code MALFORMED} when an offset leads nowhere
     */
    static Map<String, String> strings(byte[] bytes) {
        if (bytes.length > MOST_BYTES) {
            throw malformed("it has " + bytes.length + " bytes");
        }
        return new DeployData(bytes).dictionary();
    }

    private static GuestFactsException malformed(String why) {
        return new GuestFactsException(
                GuestFactsException.Kind.MALFORMED, "not what flatpak keeps of an application: " + why);
    }

    private Map<String, String> dictionary() {
        int width = width(bytes.length);
        // The ends of the two strings and of the array of strings, last one first, stand at the end.
        int strings = offset(0, bytes.length, bytes.length - 3 * width, width);
        int from = aligned(strings) + Long.BYTES;
        int to = bytes.length - 3 * width;
        Map<String, String> found = new LinkedHashMap<>();
        if (from >= to) {
            return found;
        }
        int each = width(to - from);
        int table = from + offset(from, to, to - each, each);
        int start = from;
        for (int at = table; at + each <= to; at += each) {
            int end = from + offset(from, table, at, each);
            entry(start, end, found);
            start = aligned(end);
        }
        return found;
    }

    /** A key and a value in a variant: the value, a zero, its type. */
    private void entry(int from, int to, Map<String, String> found) {
        if (to <= from) {
            throw malformed("an entry ends before it begins");
        }
        int width = width(to - from);
        int keyEnd = from + offset(from, to, to - width, width);
        int value = aligned(keyEnd);
        int valueEnd = to - width;
        if (keyEnd > from && value < valueEnd - 2 && bytes[valueEnd - 1] == 's' && bytes[valueEnd - 2] == 0) {
            found.putIfAbsent(Text.decode(bytes, from, keyEnd - 1), Text.decode(bytes, value, valueEnd - 3));
        }
    }

    /** The offset that stands at {@code at}, which must lie within what it is an offset of. */
    private int offset(int from, int to, int at, int width) {
        long value = 0;
        for (int i = width - 1; i >= 0 && at >= from && at + i < bytes.length; i--) {
            value = value << 8 | (bytes[at + i] & 0xff);
        }
        if (at < from || value > to - from) {
            throw malformed("an offset leads out of it");
        }
        return (int) value;
    }

    private static int width(int size) {
        return size <= 0xff ? 1 : size <= 0xffff ? 2 : 4;
    }

    private static int aligned(int at) {
        return (at + 7) & ~7;
    }
}
