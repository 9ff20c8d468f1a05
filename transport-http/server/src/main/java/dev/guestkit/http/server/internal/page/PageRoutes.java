package dev.guestkit.http.server.internal.page;

import dev.guestkit.http.server.HttpFront;
import dev.guestkit.http.server.internal.route.Response;
import dev.guestkit.http.server.internal.route.Route;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Serves the page at {@code /}: a handful of files that need nothing from elsewhere. */
public final class PageRoutes {
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:;"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private static final List<String> FILES = List.of(
            "style.css", "app.js", "api.js", "dom.js", "jobs.js", "job.js", "workers.js", "submit.js", "result.js");

    private PageRoutes() {}

    /** Every one of them. */
    public static List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        routes.add(file("/", "index.html"));
        FILES.forEach(name -> routes.add(file("/page/" + name, name)));
        return routes;
    }

    private static Route file(String path, String name) {
        Response response = Response.of(
                200,
                Map.of("Content-Type", type(name), "Cache-Control", "no-cache", "Content-Security-Policy", POLICY),
                content(name));
        return Route.get(path, call -> response).open().atOnce();
    }

    private static String type(String name) {
        String kind = name.substring(name.lastIndexOf('.') + 1);
        return "text/" + (kind.equals("js") ? "javascript" : kind) + "; charset=utf-8";
    }

    private static byte[] content(String name) {
        try (InputStream in = HttpFront.class.getResourceAsStream("page/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks page/" + name + "; it was repackaged without it");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
