package dev.guestkit.worker.internal;

/** Text from handlers, made fit for every store: they write UTF-8, which has no half of a surrogate pair. */
final class Text {
    private static final char REPLACEMENT = '\uFFFD';

    private Text() {}

    /** At most {@code longest} UTF-16 units, never cut within a character, a surrogate without its partner replaced. */
    static String fit(String text, int longest) {
        int end = Math.min(text.length(), longest);
        if (end < text.length() && end > 0 && Character.isSurrogatePair(text.charAt(end - 1), text.charAt(end))) {
            end--;
        }
        int lone = firstLone(text, end);
        return lone < 0 ? text.substring(0, end) : replaced(text, lone, end);
    }

    /** Where the first surrogate without its partner is, -1 when there is none. */
    private static int firstLone(String text, int end) {
        for (int i = 0; i < end; i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (!isPair(text, i, end)) {
                    return i;
                }
                i++;
            }
        }
        return -1;
    }

    private static String replaced(String text, int from, int end) {
        StringBuilder out = new StringBuilder(text.substring(0, end));
        for (int i = from; i < end; i++) {
            if (isPair(text, i, end)) {
                i++;
            } else if (Character.isSurrogate(text.charAt(i))) {
                out.setCharAt(i, REPLACEMENT);
            }
        }
        return out.toString();
    }

    private static boolean isPair(String text, int i, int end) {
        return i + 1 < end && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
    }
}
