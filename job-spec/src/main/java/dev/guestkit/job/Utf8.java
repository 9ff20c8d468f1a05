package dev.guestkit.job;

/**
 * Says whether bytes are UTF-8 as RFC 3629 has it.
 *
 * <p>Jackson's own decoder is more lenient: it lets overlong forms and encoded surrogates pass and turns to UTF-16 or UTF-32
 * when it sees a byte order mark or NUL bytes at the start.
 */
final class Utf8 {
    /** {@link #scan} found a sequence that is no UTF-8. */
    static final int BAD = -1;

    /** {@link #scan} found no backslash, hence no escaped character anywhere. */
    static final int PLAIN = 0;

    /** {@link #scan} found a backslash. */
    static final int WITH_ESCAPES = 1;

    private Utf8() {}

    /** Looks at every byte once. */
    static int scan(byte[] bytes) {
        int found = PLAIN;
        int i = 0;
        while (i < bytes.length) {
            byte b = bytes[i];
            if (b >= 0) {
                if (b == '\\') {
                    found = WITH_ESCAPES;
                }
                i++;
            } else {
                int length = sequence(bytes, i);
                if (length == 0) {
                    return BAD;
                }
                i += length;
            }
        }
        return found;
    }

    /** The length of the multi-byte sequence at {@code i}, 0 when it is none; table 3-7 of the Unicode standard. */
    private static int sequence(byte[] bytes, int i) {
        int lead = bytes[i] & 0xFF;
        if (lead < 0xC2 || lead > 0xF4) {
            return 0;
        }
        int length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        if (i + length > bytes.length || !second(lead, bytes[i + 1] & 0xFF)) {
            return 0;
        }
        for (int k = 2; k < length; k++) {
            if ((bytes[i + k] & 0xC0) != 0x80) {
                return 0;
            }
        }
        return length;
    }

    private static boolean second(int lead, int second) {
        return switch (lead) {
            case 0xE0 -> second >= 0xA0 && second <= 0xBF;
            case 0xED -> second >= 0x80 && second <= 0x9F;
            case 0xF0 -> second >= 0x90 && second <= 0xBF;
            case 0xF4 -> second >= 0x80 && second <= 0x8F;
            default -> second >= 0x80 && second <= 0xBF;
        };
    }
}
