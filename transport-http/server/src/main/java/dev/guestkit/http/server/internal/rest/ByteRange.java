package dev.guestkit.http.server.internal.rest;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Bytes of a whole.
 *
 * @param from the first
 * @param to the one after the last; not after {@code from} when the range asked for has none
 */
record ByteRange(long from, long to) {
    private static final Pattern FORM = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    boolean isEmpty() {
        return to <= from;
    }

    long length() {
        return to - from;
    }

    /** The one range asked for; empty when there is none, when there are several, and when it is malformed: all of it is sent then. */
    static Optional<ByteRange> of(List<String> headers, long size) {
        Matcher form = FORM.matcher(headers.size() == 1 ? headers.get(0).replace(" ", "") : "");
        if (!form.matches() || (form.group(1).isEmpty() && form.group(2).isEmpty())) {
            return Optional.empty();
        }
        if (form.group(1).isEmpty()) {
            long last = Long.parseLong(form.group(2));
            return Optional.of(new ByteRange(last == 0 ? size : Math.max(0, size - last), size));
        }
        long from = Long.parseLong(form.group(1));
        if (form.group(2).isEmpty()) {
            return Optional.of(new ByteRange(from, size));
        }
        long last = Long.parseLong(form.group(2));
        return last < from ? Optional.empty() : Optional.of(new ByteRange(from, Math.min(size, last + 1)));
    }
}
