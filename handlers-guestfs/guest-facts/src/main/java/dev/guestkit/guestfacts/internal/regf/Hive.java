package dev.guestkit.guestfacts.internal.regf;

import dev.guestkit.guestfacts.GuestFactsException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * A Windows registry hive, read only (format: "Windows registry file format specification" of the Regf project). Every offset
 * is checked, lists of lists go one level deep as Windows writes them, and a budget bounds the cells looked at, so that
 * circles end.
 */
public final class Hive {
    private static final int MAGIC = 0x66676572;
    private static final int BASE = 4096;

    private final ByteBuffer file;
    private long budget = 20_000_000;

    /**
     * Opens a hive.
     *
     * @throws GuestFactsException {@code MALFORMED} when the bytes are none
     */
    public Hive(byte[] bytes) {
        this.file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.length < BASE + 32 || file.getInt(0) != MAGIC) {
            throw malformed("these " + bytes.length + " bytes are no registry hive");
        }
    }

    /** Whether the last write to it was finished; else newer changes lie in log files that are not read. */
    public boolean clean() {
        return file.getInt(4) == file.getInt(8);
    }

    /** The topmost key. */
    public RegKey root() {
        return RegKey.at(this, file.getInt(36)).orElseThrow(() -> malformed("the registry hive has no root key"));
    }

    /** A key by its path with backslashes, without regard to case. */
    public Optional<RegKey> key(String path) {
        Optional<RegKey> at = Optional.of(root());
        for (String part : path.split("\\\\", -1)) {
            at = at.flatMap(k -> k.subkey(part));
        }
        return at;
    }

    /** The bytes of the cell at an offset as the hive counts them; empty when there is no whole cell. */
    Optional<ByteBuffer> cell(int offset) {
        if (--budget < 0) {
            throw new GuestFactsException(GuestFactsException.Kind.LIMIT, "the registry hive leads in circles");
        }
        long start = BASE + (offset & 0xffffffffL);
        if (start + 8 > file.capacity()) {
            return Optional.empty();
        }
        long size = Math.abs((long) file.getInt((int) start));
        if (size < 8 || start + size > file.capacity()) {
            return Optional.empty();
        }
        return Optional.of(file.slice((int) start + 4, (int) size - 4).order(ByteOrder.LITTLE_ENDIAN));
    }

    static GuestFactsException malformed(String message) {
        return new GuestFactsException(GuestFactsException.Kind.MALFORMED, message);
    }
}
