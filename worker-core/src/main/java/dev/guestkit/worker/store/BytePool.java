package dev.guestkit.worker.store;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Byte sequences, each kept once and named by a number from 0 up in the order in which they came; about 20 bytes each beside
 * themselves. Not thread-safe.
 */
final class BytePool {
    private static final int CHUNK_BITS = 16;
    private static final int CHUNK = 1 << CHUNK_BITS;
    private static final int NONE = -1;

    private final List<byte[]> chunks = new ArrayList<>();
    private int room;
    private int[] starts = new int[16];
    private int[] lengths = new int[16];
    private int[] table = new int[32];
    private int size;

    int size() {
        return size;
    }

    int intern(String text) {
        return intern(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The number of this sequence, which is new when it was not known. */
    int intern(byte[] bytes) {
        int slot = slot(bytes);
        if (table[slot] != 0) {
            return table[slot] - 1;
        }
        grow();
        starts[size] = store(bytes);
        lengths[size] = bytes.length;
        size++;
        table[slot] = size;
        if (size * 2 > table.length) {
            rehash();
        }
        return size - 1;
    }

    /** The number of this sequence, -1 when it is not known. */
    int find(String text) {
        return table[slot(text.getBytes(StandardCharsets.UTF_8))] - 1;
    }

    boolean isKnown(int number) {
        return number != NONE;
    }

    String text(int number) {
        return new String(chunk(number), offset(number), lengths[number], StandardCharsets.UTF_8);
    }

    byte[] bytes(int number) {
        return Arrays.copyOfRange(chunk(number), offset(number), offset(number) + lengths[number]);
    }

    int length(int number) {
        return lengths[number];
    }

    /** Four bytes of a sequence as a big-endian number. */
    int intAt(int number, int index) {
        byte[] chunk = chunk(number);
        int at = offset(number) + index;
        return ((chunk[at] & 0xff) << 24)
                | ((chunk[at + 1] & 0xff) << 16)
                | ((chunk[at + 2] & 0xff) << 8)
                | (chunk[at + 3] & 0xff);
    }

    int compare(int one, int other) {
        return Arrays.compareUnsigned(
                chunk(one),
                offset(one),
                offset(one) + lengths[one],
                chunk(other),
                offset(other),
                offset(other) + lengths[other]);
    }

    int compare(int one, byte[] other) {
        return Arrays.compareUnsigned(chunk(one), offset(one), offset(one) + lengths[one], other, 0, other.length);
    }

    /** Compares as many bytes as {@code prefix} has. */
    int compareStart(int one, byte[] prefix) {
        int end = offset(one) + Math.min(lengths[one], prefix.length);
        return Arrays.compareUnsigned(chunk(one), offset(one), end, prefix, 0, prefix.length);
    }

    private byte[] chunk(int number) {
        return chunks.get(starts[number] >>> CHUNK_BITS);
    }

    private int offset(int number) {
        return starts[number] & (CHUNK - 1);
    }

    private int store(byte[] bytes) {
        if (bytes.length > room || chunks.isEmpty()) {
            chunks.add(new byte[Math.max(CHUNK, bytes.length)]);
            room = CHUNK;
        }
        int chunk = chunks.size() - 1;
        int offset = CHUNK - room;
        System.arraycopy(bytes, 0, chunks.get(chunk), offset, bytes.length);
        room = Math.max(0, room - bytes.length);
        return (chunk << CHUNK_BITS) | offset;
    }

    private void grow() {
        if (size == starts.length) {
            starts = Arrays.copyOf(starts, size + (size >> 1));
            lengths = Arrays.copyOf(lengths, starts.length);
        }
    }

    private int slot(byte[] bytes) {
        int mask = table.length - 1;
        int slot = hash(bytes, 0, bytes.length) & mask;
        while (table[slot] != 0 && compare(table[slot] - 1, bytes) != 0) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void rehash() {
        table = new int[table.length * 2];
        int mask = table.length - 1;
        for (int number = 0; number < size; number++) {
            int slot = hash(chunk(number), offset(number), lengths[number]) & mask;
            while (table[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            table[slot] = number + 1;
        }
    }

    private static int hash(byte[] bytes, int from, int length) {
        int hash = 0x811c9dc5;
        for (int i = from; i < from + length; i++) {
            hash = (hash ^ bytes[i]) * 0x01000193;
        }
        hash ^= hash >>> 15;
        hash *= 0x2c1b3c6d;
        return hash ^ (hash >>> 13);
    }
}
