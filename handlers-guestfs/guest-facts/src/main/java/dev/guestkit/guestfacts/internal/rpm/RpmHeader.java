package dev.guestkit.guestfacts.internal.rpm;

import dev.guestkit.guestfacts.GuestFactsException;
import dev.guestkit.guestfacts.InstalledPackage;
import dev.guestkit.guestfacts.internal.Text;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A header blob as rpm's database stores it: number of entries, number of data bytes, entries of tag, type, offset and count,
 * then the data; all big-endian, without the magic that package files have (rpm, docs/manual/format_header.md).
 */
final class RpmHeader {
    private static final int NAME = 1000;
    private static final int VERSION = 1001;
    private static final int RELEASE = 1002;
    private static final int EPOCH = 1003;
    private static final int SUMMARY = 1004;
    private static final int SIZE = 1009;
    private static final int LICENSE = 1014;
    private static final int ARCH = 1022;
    private static final int SOURCE_RPM = 1044;
    private static final int LONG_SIZE = 5009;

    private static final int INT32 = 4;
    private static final int INT64 = 5;
    private static final int STRING = 6;
    private static final int STRING_ARRAY = 8;
    private static final int I18N_STRING = 9;

    /** Limits of rpm itself (rpmio and header.c): 64 Ki entries, 256 MiB of data. */
    private static final int MAX_ENTRIES = 0xffff;

    private final ByteBuffer blob;
    private final int dataStart;
    private final int dataLength;
    private final Map<Integer, Integer> entries = new HashMap<>();

    private RpmHeader(byte[] bytes) {
        this.blob = ByteBuffer.wrap(bytes);
        int count = bytes.length < 8 ? -1 : blob.getInt(0);
        this.dataLength = bytes.length < 8 ? -1 : blob.getInt(4);
        if (count <= 0 || count > MAX_ENTRIES || dataLength < 0 || 8L + 16L * count + dataLength > bytes.length) {
            throw new GuestFactsException(
                    GuestFactsException.Kind.MALFORMED, "a record of " + bytes.length + " bytes is no package header");
        }
        this.dataStart = 8 + 16 * count;
        for (int i = 0; i < count; i++) {
            entries.putIfAbsent(blob.getInt(8 + 16 * i), 8 + 16 * i);
        }
    }

    static RpmHeader of(byte[] blob) {
        return new RpmHeader(blob);
    }

    InstalledPackage toPackage() {
        String name = text(NAME).orElse("");
        if (name.isEmpty()) {
            throw new GuestFactsException(GuestFactsException.Kind.MALFORMED, "a package header has no name");
        }
        String version = text(VERSION).orElse("");
        Optional<String> release = text(RELEASE);
        Optional<Long> epoch = number(EPOCH);
        String full = epoch.map(e -> e + ":").orElse("")
                + version
                + release.map(r -> "-" + r).orElse("");
        return new InstalledPackage(
                "rpm",
                name,
                epoch,
                version,
                release,
                full,
                text(ARCH),
                text(SOURCE_RPM),
                number(LONG_SIZE).or(() -> number(SIZE)),
                text(SUMMARY),
                text(LICENSE).flatMap(Text::nonEmpty),
                "installed");
    }

    private Optional<Long> number(int tag) {
        Integer entry = entries.get(tag);
        if (entry == null || blob.getInt(entry + 12) < 1) {
            return Optional.empty();
        }
        int type = blob.getInt(entry + 4);
        int offset = blob.getInt(entry + 8);
        int length = type == INT32 ? 4 : type == INT64 ? 8 : 0;
        if (length == 0 || offset < 0 || offset > dataLength - length) {
            return Optional.empty();
        }
        int at = dataStart + offset;
        return Optional.of(type == INT32 ? blob.getInt(at) & 0xffffffffL : blob.getLong(at));
    }

    /** A string; of several the first, which of translated ones is the one without translation. */
    private Optional<String> text(int tag) {
        Integer entry = entries.get(tag);
        if (entry == null) {
            return Optional.empty();
        }
        int type = blob.getInt(entry + 4);
        int offset = blob.getInt(entry + 8);
        boolean string = type == STRING || type == STRING_ARRAY || type == I18N_STRING;
        if (!string || offset < 0 || offset >= dataLength) {
            return Optional.empty();
        }
        int end = dataStart + offset;
        int last = dataStart + dataLength;
        while (end < last && blob.get(end) != 0) {
            end++;
        }
        return Optional.of(Text.decode(blob.array(), dataStart + offset, end));
    }
}
