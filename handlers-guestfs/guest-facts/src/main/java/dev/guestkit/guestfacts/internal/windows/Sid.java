package dev.guestkit.guestfacts.internal.windows;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Security identifiers in their binary form ([MS-DTYP] 2.4.2.2). */
final class Sid {
    private static final int MAX_MEMBERS = 10_000;

    private Sid() {}

    /** The members out of the value C of a group: place and number of the identifiers stand at 0x28 and 0x30. */
    static List<String> members(ByteBuffer c) {
        List<String> members = new ArrayList<>();
        if (c.capacity() < 0x34) {
            return members;
        }
        long at = 0x34 + (c.getInt(0x28) & 0xffffffffL);
        long count = Math.min(c.getInt(0x30) & 0xffffffffL, MAX_MEMBERS);
        while (members.size() < count && at + 8 <= c.capacity()) {
            int start = (int) at;
            int parts = c.get(start + 1) & 0xff;
            at += 8 + 4L * parts;
            if (parts > 15 || at > c.capacity()) {
                break;
            }
            members.add(text(c, start, parts));
        }
        return members;
    }

    private static String text(ByteBuffer c, int start, int parts) {
        StringBuilder sid =
                new StringBuilder("S-").append(c.get(start) & 0xff).append('-').append(c.get(start + 7) & 0xff);
        for (int i = 0; i < parts; i++) {
            sid.append('-').append(c.getInt(start + 8 + 4 * i) & 0xffffffffL);
        }
        return sid.toString();
    }
}
