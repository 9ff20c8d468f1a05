package dev.guestkit.guestfacts.internal;

import java.util.ArrayList;
import java.util.List;

/** Splits the bytes of a text file into clean lines. */
public final class Lines {
    private Lines() {}

    /** At most {@code most} lines, with a note when there are more; a line is cut at {@link Text#MAX_VALUE} characters. */
    public static List<String> of(byte[] bytes, int most, String path, Notes notes) {
        List<String> lines = new ArrayList<>();
        int start = 0;
        while (start < bytes.length) {
            if (lines.size() >= most) {
                notes.add(path + ": more than " + most + " lines, the rest is not read");
                break;
            }
            int end = end(bytes, start);
            int text = end > start && bytes[end - 1] == '\r' ? end - 1 : end;
            if (text - start > Text.MAX_VALUE) {
                notes.add(path + ": a line of " + (text - start) + " bytes is cut");
            }
            // The byte-order mark that Windows editors leave is no part of the first value.
            int from = start == 0 && startsWithMark(bytes) ? 3 : start;
            lines.add(Text.decode(bytes, from, Math.min(text, start + 4 * Text.MAX_VALUE)));
            start = end + 1;
        }
        return lines;
    }

    private static boolean startsWithMark(byte[] b) {
        return b.length >= 3 && b[0] == (byte) 0xef && b[1] == (byte) 0xbb && b[2] == (byte) 0xbf;
    }

    /** Where the line that begins at {@code from} ends: its line feed, or the end of the bytes. */
    public static int end(byte[] bytes, int from) {
        int i = from;
        while (i < bytes.length && bytes[i] != '\n') {
            i++;
        }
        return i;
    }
}
