package dev.guestkit.guestfacts.internal.rpm;

import dev.guestkit.guestfacts.GuestFactsException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * The values of a Berkeley DB hash database, which rpm's {@code Packages} was until rpm 4.16 (layout: db_page.h of Berkeley DB
 * 4 and 5, as rpm's own read-only reader bdb_ro.c uses it). Buckets and their order do not matter: all pages are gone through.
 */
final class BdbHashFile {
    private static final int MAGIC = 0x061561;
    private static final int PAGE_HEADER = 26;
    private static final int HASH_UNSORTED = 2;
    private static final int HASH = 13;
    private static final int OVERFLOW = 7;
    private static final int ITEM_INLINE = 1;
    private static final int ITEM_OVERFLOW = 3;

    private final ByteBuffer file;
    private final Consumer<String> notes;
    private final int pageSize;
    private long budget;

    BdbHashFile(byte[] bytes, Consumer<String> notes) {
        this.file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        this.notes = notes;
        // Every overflow page belongs to one value; more bytes than the file has are a circle.
        this.budget = bytes.length;
        if (bytes.length >= 512 && Integer.reverseBytes(file.getInt(12)) == MAGIC) {
            file.order(ByteOrder.BIG_ENDIAN);
        }
        this.pageSize = bytes.length < 512 || file.getInt(12) != MAGIC ? 0 : file.getInt(20);
        if (pageSize < 512 || pageSize > 65_536 || Integer.bitCount(pageSize) != 1) {
            throw new GuestFactsException(GuestFactsException.Kind.MALFORMED, "this is no Berkeley DB hash database");
        }
        if (file.get(24) != 0) {
            throw new GuestFactsException(GuestFactsException.Kind.MALFORMED, "the Berkeley DB database is encrypted");
        }
    }

    List<byte[]> values() {
        List<byte[]> values = new ArrayList<>();
        for (int page = 1; page < file.capacity() / pageSize; page++) {
            int type = file.get(page * pageSize + 25);
            if (type == HASH || type == HASH_UNSORTED) {
                page(page * pageSize, values);
            }
        }
        return values;
    }

    private void page(int start, List<byte[]> values) {
        int entries = file.getShort(start + 20) & 0xffff;
        if (PAGE_HEADER + 2 * entries > pageSize) {
            notes.accept("a damaged page is left out");
            return;
        }
        for (int i = 1; i < entries; i += 2) {
            byte[] key = item(start, i - 1);
            byte[] value = item(start, i);
            // Key 0 holds rpm's counter, no package.
            boolean counter = key.length == 4 && key[0] == 0 && key[1] == 0 && key[2] == 0 && key[3] == 0;
            if (!counter && value.length > 0) {
                values.add(value);
            }
        }
    }

    private byte[] item(int start, int index) {
        int offset = file.getShort(start + PAGE_HEADER + 2 * index) & 0xffff;
        int end = index == 0 ? pageSize : file.getShort(start + PAGE_HEADER + 2 * (index - 1)) & 0xffff;
        if (offset < PAGE_HEADER || offset >= end || end > pageSize) {
            notes.accept("a damaged record is left out");
            return new byte[0];
        }
        int type = file.get(start + offset);
        if (type == ITEM_INLINE) {
            return Arrays.copyOfRange(file.array(), start + offset + 1, start + end);
        }
        return type == ITEM_OVERFLOW && end - offset >= 12
                ? overflow(file.getInt(start + offset + 4), file.getInt(start + offset + 8) & 0xffffffffL)
                : new byte[0];
    }

    private byte[] overflow(int firstPage, long length) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int page = firstPage;
        while (page > 0 && page < file.capacity() / pageSize && out.size() < length && budget > 0) {
            int start = page * pageSize;
            int used = file.getShort(start + 22) & 0xffff;
            if (file.get(start + 25) != OVERFLOW || used > pageSize - PAGE_HEADER) {
                break;
            }
            out.write(file.array(), start + PAGE_HEADER, (int) Math.min(used, length - out.size()));
            budget -= pageSize;
            page = file.getInt(start + 16);
        }
        if (out.size() != length) {
            notes.accept("a record of " + length + " bytes is damaged and left out");
            return new byte[0];
        }
        return out.toByteArray();
    }
}
