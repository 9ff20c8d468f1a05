package dev.guestkit.appliance.internal;

/** Text from images and guests, fit for a message. */
public final class Text {
    private static final int LIMIT = 300;

    private Text() {}

    /** Without control characters, and not long. */
    public static String shown(String hostile) {
        StringBuilder text = new StringBuilder();
        hostile.codePoints()
                .limit(LIMIT)
                .forEach(c -> text.appendCodePoint(Character.isISOControl(c) || c == 0xfffd ? '?' : c));
        return hostile.length() > LIMIT ? text + "…" : text.toString();
    }
}
