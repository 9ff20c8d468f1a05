package dev.guestkit.http.server.internal.route;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What bodies are, and what clients want. */
public final class ContentTypes {
    private ContentTypes() {}

    /** Refuses a body that does not say that it is JSON in UTF-8, or is compressed. */
    public static void requireJson(Exchange exchange) {
        List<String> given = exchange.headers("Content-Type");
        if (given.size() != 1 || !isJson(given.get(0))) {
            throw unsupported(
                    given.isEmpty() ? "there is no Content-Type" : "was " + Printable.of(String.join(", ", given)));
        }
        if (!exchange.headers("Content-Encoding").stream().allMatch("identity"::equalsIgnoreCase)) {
            throw unsupported("the body is compressed, which is not taken");
        }
    }

    private static ApiException unsupported(String found) {
        return ApiError.UNSUPPORTED_MEDIA_TYPE.because(
                "send a JSON body as it is, with Content-Type: application/json; " + found);
    }

    private static boolean isJson(String type) {
        String[] parts = type.toLowerCase(Locale.ROOT).split(";");
        String media = parts[0].trim();
        boolean json =
                media.equals("application/json") || (media.startsWith("application/") && media.endsWith("+json"));
        return json
                && Arrays.stream(parts)
                        .skip(1)
                        .map(p -> p.trim().replace("\"", ""))
                        .allMatch(p ->
                                !p.startsWith("charset=") || p.equals("charset=utf-8") || p.equals("charset=utf8"));
    }

    /** The one of {@code offered} that the client likes best (RFC 9110, section 12.5.1), the first when it likes any or none. */
    public static String preferred(Exchange exchange, String... offered) {
        List<String> accept = exchange.headers("Accept");
        String best = offered[0];
        double liking = accept.isEmpty() ? 1 : 0;
        for (String type : offered) {
            double q = accept.isEmpty() ? 0 : Accept.quality(String.join(",", accept), type);
            if (q > liking) {
                best = type;
                liking = q;
            }
        }
        return best;
    }
}
