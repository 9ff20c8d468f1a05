package dev.guestkit.job;

import org.jspecify.annotations.Nullable;

/**
 * A place in a document. Its JSON Pointer is only spelled out when there is a problem to report.
 *
 * @param parent null at the root
 */
record Where(@Nullable Where parent, String token) {
    static final Where ROOT = new Where(null, "");

    Where child(String name) {
        return new Where(this, name);
    }

    Where child(int index) {
        return new Where(this, Integer.toString(index));
    }

    /** The JSON Pointer of RFC 6901. */
    String pointer() {
        StringBuilder out = new StringBuilder();
        append(out);
        return out.toString();
    }

    private void append(StringBuilder out) {
        if (parent != null) {
            parent.append(out);
            out.append('/').append(token.replace("~", "~0").replace("/", "~1"));
        }
    }
}
