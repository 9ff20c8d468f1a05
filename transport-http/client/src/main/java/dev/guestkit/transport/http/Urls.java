package dev.guestkit.transport.http;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;

/** Checks what builders are given. */
final class Urls {
    private Urls() {}

    /**
     * A base that paths can be put behind.
     *
     * @throws IllegalArgumentException when it is none
     */
    static URI checked(URI url) {
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        boolean web = scheme.equals("http") || scheme.equals("https");
        if (!web || url.getHost() == null || url.getQuery() != null || url.getFragment() != null) {
            throw new IllegalArgumentException(
                    "the URL of a server is like https://jobs.example.org or http://127.0.0.1:8080/base, is " + url);
        }
        if (url.getUserInfo() != null) {
            throw new IllegalArgumentException("the URL of a server holds no user or password; give a token");
        }
        String text = url.toString();
        return URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
    }

    static Duration positive(String what, Duration given) {
        if (given.isNegative() || given.isZero()) {
            throw new IllegalArgumentException(what + " must be longer than nothing, was " + given);
        }
        return given;
    }
}
