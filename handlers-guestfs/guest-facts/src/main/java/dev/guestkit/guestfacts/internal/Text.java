package dev.guestkit.guestfacts.internal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Text out of a guest, made harmless: broken encodings and control characters become U+FFFD, lengths are limited. */
public final class Text {
    /** Longest single value that is kept. */
    public static final int MAX_VALUE = 4096;

    private static final char REPLACEMENT = '\ufffd';

    private Text() {}

    /** Decodes UTF-8 and cleans it. */
    public static String decode(byte[] bytes, int from, int to) {
        return clean(new String(bytes, from, Math.max(0, to - from), StandardCharsets.UTF_8));
    }

    /** Decodes UTF-8 and cleans it. */
    public static String decode(byte[] bytes) {
        return decode(bytes, 0, bytes.length);
    }

    /** Without control characters (tab stays), direction overrides, lone surrogates; cut at {@link #MAX_VALUE}. */
    public static String clean(String text) {
        String cut = text.length() <= MAX_VALUE ? text : text.substring(0, MAX_VALUE);
        for (int i = 0; i < cut.length(); i++) {
            if (harmful(cut, i)) {
                return replaced(cut);
            }
        }
        return cut;
    }

    private static String replaced(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            out.append(harmful(text, i) ? REPLACEMENT : text.charAt(i));
        }
        return out.toString();
    }

    private static boolean harmful(String text, int i) {
        char c = text.charAt(i);
        if (c < 0x7f) {
            return c < ' ' && c != '\t';
        }
        if (c <= 0x9f || (c >= '\u202a' && c <= '\u202e') || (c >= '\u2066' && c <= '\u2069')) {
            return true;
        }
        if (c == '\u2028' || c == '\u2029' || c == '\ufeff' || c == '\ufffe' || c == '\uffff') {
            return true;
        }
        if (Character.isHighSurrogate(c)) {
            return i + 1 >= text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
        }
        return Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
    }

    /** The value without one pair of quotes around it. */
    public static String unquote(String text) {
        String t = text.strip();
        boolean quoted = t.length() >= 2
                && (t.charAt(0) == '"' || t.charAt(0) == '\'')
                && t.charAt(t.length() - 1) == t.charAt(0);
        return quoted ? t.substring(1, t.length() - 1) : t;
    }

    /** A non-negative decimal number of at most 18 digits. */
    public static Optional<Long> number(String text) {
        String t = text.strip();
        if (t.isEmpty() || t.length() > 18 || !t.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.empty();
        }
        return Optional.of(Long.parseLong(t));
    }

    /** The words between blanks and tabs. */
    public static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        int start = -1;
        for (int i = 0; i <= text.length(); i++) {
            boolean blank = i == text.length() || text.charAt(i) == ' ' || text.charAt(i) == '\t';
            if (blank && start >= 0) {
                words.add(text.substring(start, i));
                start = -1;
            } else if (!blank && start < 0) {
                start = i;
            }
        }
        return words;
    }

    /** Lower case by no country's rules. */
    public static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** Empty when blank. */
    public static Optional<String> nonEmpty(String text) {
        return text.isBlank() ? Optional.empty() : Optional.of(text);
    }
}
