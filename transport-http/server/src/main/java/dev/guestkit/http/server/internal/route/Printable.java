package dev.guestkit.http.server.internal.route;

/** What a client sent, as it may stand in a message or a log: short, and without anything that is no visible character. */
public final class Printable {
    private static final int LONGEST = 80;

    private Printable() {}

    /** The text, quoted. */
    public static String of(String text) {
        StringBuilder out = new StringBuilder("\"");
        text.codePoints().limit(LONGEST).forEach(c -> out.appendCodePoint(visible(c) ? c : '\uFFFD'));
        return out.append(text.length() > LONGEST ? "…\"" : "\"").toString();
    }

    private static boolean visible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE -> false;
            default -> true;
        };
    }
}
