package dev.guestkit.handlers.internal.html;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * HTML put together element by element. Text and values of attributes go in by methods that escape them, so that nothing of a guest can be
 * markup; what a browser would obey rather than show is written out as {@code \}{@code uXXXX}. Used by one thread.
 */
final class Markup {
    private final StringBuilder out = new StringBuilder(1 << 16);
    private final Deque<String> open = new ArrayDeque<>();

    /** Begins an element; attributes are names and values in turn. */
    Markup open(String name, String... attributes) {
        start(name, attributes);
        open.push(name);
        return this;
    }

    private void start(String name, String... attributes) {
        out.append('<').append(name);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"");
            text(attributes[i + 1]);
            out.append('"');
        }
        out.append('>');
    }

    /** Ends the element that was begun last. */
    Markup close() {
        out.append("</").append(open.pop()).append(">\n");
        return this;
    }

    /** An element that has no content and no end. */
    Markup empty(String name, String... attributes) {
        start(name, attributes);
        return this;
    }

    /** An element with only text in it. */
    Markup element(String name, String text, String... attributes) {
        start(name, attributes);
        text(text);
        out.append("</").append(name).append('>');
        return this;
    }

    /** Text. */
    Markup text(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                case '\n', '\t' -> out.append(c);
                default -> {
                    if (shown(text, i)) {
                        out.append(c);
                    } else {
                        out.append(String.format("\\u%04x", (int) c));
                    }
                }
            }
        }
        return this;
    }

    private static boolean shown(String text, int i) {
        char c = text.charAt(i);
        if (c < 0x7f) {
            return c >= ' ';
        }
        if (Character.isHighSurrogate(c)) {
            return i + 1 < text.length() && shownPair(c, text.charAt(i + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return i > 0 && shownPair(text.charAt(i - 1), c);
        }
        return shown(c);
    }

    private static boolean shownPair(char high, char low) {
        return Character.isHighSurrogate(high)
                && Character.isLowSurrogate(low)
                && shown(Character.toCodePoint(high, low));
    }

    private static boolean shown(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }

    /** Text of our own that is no markup and must stay as it is: style and script. */
    Markup raw(String name, String content) {
        out.append('<')
                .append(name)
                .append('>')
                .append(content)
                .append("</")
                .append(name)
                .append(">\n");
        return this;
    }

    @Override
    public String toString() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("these elements are not closed: " + open);
        }
        return out.toString();
    }
}
