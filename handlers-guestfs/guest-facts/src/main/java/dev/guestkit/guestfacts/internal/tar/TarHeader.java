package dev.guestkit.guestfacts.internal.tar;

import java.nio.charset.StandardCharsets;

/** The fields of one 512-byte block of a tar archive (POSIX.1-1988 ustar, with GNU's base-256 numbers). */
final class TarHeader {
    static final int BLOCK = 512;

    private final byte[] block;

    TarHeader(byte[] block) {
        this.block = block;
    }

    boolean isZero() {
        for (byte b : block) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether the sum over the block, its own field taken as blanks, is the one written in it. */
    boolean checksumHolds() {
        long sum = 0;
        for (int i = 0; i < BLOCK; i++) {
            sum += i >= 148 && i < 156 ? ' ' : block[i] & 0xff;
        }
        return sum == number(148, 8);
    }

    char type() {
        return (char) (block[156] & 0xff);
    }

    String name() {
        String name = text(0, 100);
        boolean posix = text(257, 6).equals("ustar");
        String prefix = posix ? text(345, 155) : "";
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    String linkName() {
        return text(157, 100);
    }

    int mode() {
        return (int) (number(100, 8) & 07777);
    }

    long uid() {
        return number(108, 8);
    }

    long gid() {
        return number(116, 8);
    }

    long size() {
        return number(124, 12);
    }

    long modified() {
        return number(136, 12);
    }

    /** The GNU sparse field: whether another block of places follows this one. */
    boolean sparseGoesOn(boolean firstBlock) {
        return block[firstBlock ? 482 : 504] != 0;
    }

    long number(int offset, int length) {
        if ((block[offset] & 0x80) != 0) {
            return binary(offset, length);
        }
        long value = 0;
        for (int i = offset; i < offset + length; i++) {
            byte c = block[i];
            if (c >= '0' && c <= '7') {
                value = (value << 3) | (c - '0');
            } else if (c != ' ' || value != 0) {
                break;
            }
        }
        return value;
    }

    private long binary(int offset, int length) {
        long value = block[offset] & 0x7f;
        for (int i = offset + 1; i < offset + length; i++) {
            value = (value << 8) | (block[i] & 0xff);
        }
        return value & Long.MAX_VALUE;
    }

    private String text(int offset, int length) {
        int end = offset;
        while (end < offset + length && block[end] != 0) {
            end++;
        }
        return new String(block, offset, end - offset, StandardCharsets.UTF_8);
    }
}
