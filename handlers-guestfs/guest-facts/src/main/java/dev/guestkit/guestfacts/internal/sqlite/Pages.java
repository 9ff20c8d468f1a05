package dev.guestkit.guestfacts.internal.sqlite;

import dev.guestkit.guestfacts.GuestFactsException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** The pages of a database, those of the log's committed transactions in place of the older ones. */
final class Pages {
    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

    private final byte[] database;
    private final byte[] wal;
    private final int pageSize;
    private final int reserved;
    private final Map<Integer, Integer> inWal = new HashMap<>();
    private int count;

    Pages(byte[] database, byte[] wal) {
        this.database = database;
        this.wal = wal;
        boolean sqlite = database.length >= 512 && java.util.Arrays.equals(database, 0, 16, MAGIC, 0, 16);
        int size = sqlite ? ByteBuffer.wrap(database).getShort(16) & 0xffff : 0;
        this.pageSize = size == 1 ? 65_536 : size;
        this.reserved = sqlite ? database[20] & 0xff : 0;
        if (pageSize < 512 || Integer.bitCount(pageSize) != 1 || pageSize - reserved < 480) {
            throw new GuestFactsException(GuestFactsException.Kind.MALFORMED, "this is no SQLite database");
        }
        this.count = database.length / pageSize;
        readWal();
    }

    int count() {
        return count;
    }

    /** Bytes of a page that hold content. */
    int usable() {
        return pageSize - reserved;
    }

    ByteBuffer page(int number) {
        Integer logged = inWal.get(number);
        if (logged != null) {
            return ByteBuffer.wrap(wal, logged, pageSize).slice();
        }
        long start = (number - 1L) * pageSize;
        if (start + pageSize > database.length) {
            return ByteBuffer.allocate(pageSize);
        }
        return ByteBuffer.wrap(database, (int) start, pageSize).slice();
    }

    /**
     * Takes over what was committed to the log and not yet to the database: frames count while their salts are those of the
     * header and the running checksum holds, up to the last one that ends a transaction (file format, section 4).
     */
    private void readWal() {
        if (wal.length < 32) {
            return;
        }
        ByteBuffer log = ByteBuffer.wrap(wal);
        int magic = log.getInt(0);
        if ((magic & ~1) != 0x377f0682 || log.getInt(8) != pageSize) {
            return;
        }
        ByteOrder sums = (magic & 1) == 0 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        Checksum sum = new Checksum(log.duplicate().order(sums));
        sum.add(0, 24);
        if (!sum.is(log.getInt(24), log.getInt(28))) {
            return;
        }
        Map<Integer, Integer> open = new HashMap<>();
        for (long at = 32; at + 24 + pageSize <= wal.length; at += 24L + pageSize) {
            int frame = (int) at;
            sum.add(frame, 8);
            sum.add(frame + 24, pageSize);
            boolean mine = log.getLong(frame + 8) == log.getLong(16);
            if (!mine || !sum.is(log.getInt(frame + 16), log.getInt(frame + 20))) {
                return;
            }
            open.put(log.getInt(frame), frame + 24);
            int sizeAfter = log.getInt(frame + 4);
            if (sizeAfter > 0) {
                inWal.putAll(open);
                open.clear();
                count = (int) Math.min(sizeAfter, (database.length + (long) wal.length) / pageSize);
            }
        }
    }

    /** The log's running checksum over pairs of 32-bit words. */
    private static final class Checksum {
        private final ByteBuffer bytes;
        private int s0;
        private int s1;

        Checksum(ByteBuffer bytes) {
            this.bytes = bytes;
        }

        void add(int from, int length) {
            for (int i = from; i < from + length; i += 8) {
                s0 += bytes.getInt(i) + s1;
                s1 += bytes.getInt(i + 4) + s0;
            }
        }

        boolean is(int first, int second) {
            return s0 == first && s1 == second;
        }
    }
}
