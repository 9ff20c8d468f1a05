package dev.guestkit.http.server.internal.rest;

import dev.guestkit.http.server.internal.route.Response;
import dev.guestkit.http.server.internal.route.Route;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** The contract of the API, as it lies beside the code. */
public final class OpenApi {
    private static final String PLACE = "/dev/guestkit/http/server/openapi.";

    private OpenApi() {}

    /** It, in both of its forms. */
    public static List<Route> routes() {
        return List.of(route("yaml"), route("json"));
    }

    private static Route route(String form) {
        return Route.get(
                        "/openapi." + form,
                        call -> Response.of(200, Map.of("Content-Type", "application/" + form), content(form)))
                .open();
    }

    private static byte[] content(String form) {
        try (InputStream stream = OpenApi.class.getResourceAsStream(PLACE + form)) {
            if (stream == null) {
                throw new IllegalStateException("the jar has no " + PLACE + form);
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
