package dev.guestkit.http.server.internal.route;

import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/** The ids of requests: the client's own, or one made here. */
final class RequestIds {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._:/+=@-]{1,128}");

    private RequestIds() {}

    /** What the client says, unless that may not stand in a log. */
    static String of(Exchange exchange) {
        return exchange.header("X-Request-Id")
                .filter(id -> FORM.matcher(id).matches())
                .orElseGet(RequestIds::fresh);
    }

    private static String fresh() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return Long.toHexString(random.nextLong() | Long.MIN_VALUE)
                + Long.toHexString(random.nextLong() | Long.MIN_VALUE);
    }
}
