package dev.guestkit.guestfacts.internal.sqlite;

import java.nio.ByteBuffer;

/** SQLite's big-endian variable-length number: seven bits a byte, eight in the ninth. Past the end counts as zero bytes. */
record Varint(long value, int size) {
    static Varint at(ByteBuffer buffer, int at) {
        long value = 0;
        for (int i = 0; i < 8; i++) {
            int b = at + i >= 0 && at + i < buffer.capacity() ? buffer.get(at + i) : 0;
            value = (value << 7) | (b & 0x7f);
            if (b >= 0) {
                return new Varint(value, i + 1);
            }
        }
        int last = at + 8 < buffer.capacity() ? buffer.get(at + 8) & 0xff : 0;
        return new Varint((value << 8) | last, 9);
    }
}
