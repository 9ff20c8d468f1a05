package dev.guestkit.job;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** What is checked of a document's bytes before anybody parses them, and how their failures are said. */
final class Text {
    private Text() {}

    /**
     * Refuses what is too long or no UTF-8 without a byte order mark.
     *
     * @return whether a backslash is anywhere, so that escaped surrogates need a look
     */
    static boolean check(byte[] bytes, int maxBytes) {
        if (bytes.length > maxBytes) {
            throw limit("has " + bytes.length + " bytes, at most " + maxBytes + " are read");
        }
        if (bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF) {
            throw unparsable("begins with a byte order mark; write plain UTF-8 without one");
        }
        // Jackson takes NUL among the first four bytes for UTF-16 or UTF-32.
        for (int i = 0; i < Math.min(4, bytes.length); i++) {
            if (bytes[i] == 0) {
                throw unparsable("has a NUL at byte " + i + "; only UTF-8 is read");
            }
        }
        int found = Utf8.scan(bytes);
        if (found == Utf8.BAD) {
            throw unparsable("is not valid UTF-8");
        }
        return found == Utf8.WITH_ESCAPES;
    }

    static DocumentException unparsable(String what) {
        return refused(ProblemCodes.UNPARSABLE, "The document " + what);
    }

    static DocumentException limit(String what) {
        return refused(ProblemCodes.LIMIT_EXCEEDED, "The document is over a limit: " + what);
    }

    static DocumentException duplicate(String key) {
        return refused(ProblemCodes.DUPLICATE_KEY, "The document has the key " + quote(key) + " twice in one object");
    }

    private static DocumentException refused(String code, String message) {
        return new DocumentException(
                new ValidationReport(List.of(new Problem("", Problem.Severity.ERROR, code, message))));
    }

    /** A number for a message: of a long one the beginning. */
    static String number(JsonNode number) {
        String text = number.toString();
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }

    /** The value in quotes for a message: shortened, control characters escaped. */
    static String quote(String value) {
        StringBuilder out = new StringBuilder("\"");
        int end = Math.min(value.length(), 80);
        for (int i = 0; i < end; i++) {
            char c = value.charAt(i);
            if (c < ' ' || (c >= 0x7F && c < 0xA0) || Character.isSurrogate(c) || c == 0x2028 || c == 0x2029) {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.append(end < value.length() ? "…\"" : "\"").toString();
    }
}
