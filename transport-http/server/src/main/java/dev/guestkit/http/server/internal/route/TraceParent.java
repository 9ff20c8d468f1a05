package dev.guestkit.http.server.internal.route;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The caller's span as its {@code traceparent} says it (W3C Trace Context, section 3.2).
 *
 * @param traceId 32 hex digits
 * @param spanId 16 hex digits
 */
public record TraceParent(String traceId, String spanId) {
    private static final Pattern FORM =
            Pattern.compile("(?!ff)[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}(-.*)?");

    /** Reads one; one that is malformed counts as none, as the standard wants it. */
    static Optional<TraceParent> parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()
                || parts.group(1).equals("0".repeat(32))
                || parts.group(2).equals("0".repeat(16))
                || (text.startsWith("00") && parts.group(3) != null)) {
            return Optional.empty();
        }
        return Optional.of(new TraceParent(parts.group(1), parts.group(2)));
    }
}
