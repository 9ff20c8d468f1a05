package dev.guestkit.http.server.internal.route;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Percent-encoding (RFC 3986, section 2.1), read strictly. */
final class Percent {
    private Percent() {}

    /**
     * The decoded text.
     *
     * @throws ApiException {@code BAD_REQUEST} when a percent sign has no two digits after it, or the bytes are no UTF-8
     */
    static String decode(String text, boolean plusIsSpace) {
        if (text.indexOf('%') < 0 && (!plusIsSpace || text.indexOf('+') < 0) && isAscii(text)) {
            return text;
        }
        byte[] raw = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer out = ByteBuffer.allocate(raw.length);
        for (int i = 0; i < raw.length; i++) {
            if (raw[i] == '%') {
                out.put((byte) (digit(raw, i + 1, text) << 4 | digit(raw, i + 2, text)));
                i += 2;
            } else {
                out.put(raw[i] == '+' && plusIsSpace ? (byte) ' ' : raw[i]);
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(out.flip()).toString();
        } catch (CharacterCodingException e) {
            throw ApiError.BAD_REQUEST.because("the address is no UTF-8: " + Printable.of(text));
        }
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 128);
    }

    private static int digit(byte[] raw, int at, String text) {
        int digit = at < raw.length ? Character.digit(raw[at], 16) : -1;
        if (digit < 0) {
            throw ApiError.BAD_REQUEST.because("the address has a % without two digits: " + Printable.of(text));
        }
        return digit;
    }
}
