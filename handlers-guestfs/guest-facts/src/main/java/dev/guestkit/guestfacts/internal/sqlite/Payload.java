package dev.guestkit.guestfacts.internal.sqlite;

import java.nio.ByteBuffer;

/** The bytes of one row: the first of them in the cell, the rest in a chain of overflow pages. */
record Payload(Pages pages, ByteBuffer page, int at, long length) {
    /** All bytes; none when the chain is broken. */
    byte[] read() {
        // More than all pages can hold is a lie; believing it would allocate gigabytes.
        if (length <= 0 || length > (long) pages.count() * pages.usable() || length > Integer.MAX_VALUE - 16) {
            return new byte[0];
        }
        int local = local();
        if (at < 0 || at + local + (local < length ? 4 : 0) > page.capacity()) {
            return new byte[0];
        }
        byte[] bytes = new byte[(int) length];
        page.get(at, bytes, 0, local);
        return local == length || overflow(bytes, local, page.getInt(at + local)) ? bytes : new byte[0];
    }

    /** How much lies in the cell (file format, section 1.6, "table b-tree leaf cell"). */
    private int local() {
        int usable = pages.usable();
        int most = usable - 35;
        if (length <= most) {
            return (int) length;
        }
        int least = (usable - 12) * 32 / 255 - 23;
        int k = (int) (least + (length - least) % (usable - 4));
        return k <= most ? k : least;
    }

    private boolean overflow(byte[] bytes, int from, int first) {
        int filled = from;
        int number = first;
        while (filled < bytes.length) {
            if (number < 1 || number > pages.count()) {
                return false;
            }
            ByteBuffer next = pages.page(number);
            int count = Math.min(bytes.length - filled, pages.usable() - 4);
            next.get(4, bytes, filled, count);
            filled += count;
            number = next.getInt(0);
        }
        return true;
    }
}
