package dev.guestkit.handlers;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The passphrase or key of an encrypted device. Its bytes never show in {@link #toString()}; {@link #close()} overwrites them.
 * Whoever takes keys from a {@link KeyProvider} closes them. Not thread-safe.
 */
public final class DiskKey implements AutoCloseable {
    /** The longest key that LUKS takes. */
    public static final int MAX_BYTES = 8 << 20;

    private final byte[] bytes;

    private DiskKey(byte[] bytes) {
        if (bytes.length == 0 || bytes.length > MAX_BYTES) {
            throw new IllegalArgumentException("a key has 1 to " + MAX_BYTES + " bytes, this one has " + bytes.length
                    + ": check where it comes from");
        }
        if (!isText(bytes)) {
            throw new IllegalArgumentException(
                    "libguestfs takes keys that are text only (UTF-8, without NUL and characters beyond"
                            + " U+FFFF), and this one is not: add a passphrase with cryptsetup luksAddKey");
        }
        this.bytes = bytes;
    }

    // Other bytes would be changed on their way through the binding, and the answer would be that no key fits.
    private static boolean isText(byte[] bytes) {
        try {
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            boolean whole = text.chars().noneMatch(c -> c == 0 || Character.isSurrogate((char) c));
            Arrays.fill(text.array(), '\0');
            return whole;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /**
     * A key of these bytes, copied.
     *
     * @throws IllegalArgumentException when it is empty, longer than {@link #MAX_BYTES}, or not UTF-8 text without NUL and characters
     *     beyond U+FFFF
     */
    public static DiskKey of(byte[] bytes) {
        return new DiskKey(bytes.clone());
    }

    /**
     * A passphrase, as UTF-8.
     *
     * @throws IllegalArgumentException as {@link #of}
     */
    public static DiskKey passphrase(String text) {
        return new DiskKey(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A copy of the bytes; the caller overwrites it after use. */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public void close() {
        Arrays.fill(bytes, (byte) 0);
    }

    @Override
    public String toString() {
        return "DiskKey[not shown]";
    }
}
