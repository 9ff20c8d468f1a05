package dev.guestkit.http.server.internal.route;

import java.util.function.Function;

/**
 * What is served at a path with a method. Immutable; the {@code with} methods make others.
 *
 * @param path with {@code {names}} for segments of any content; metrics carry it as it stands here
 * @param body how the body is read
 * @param limit bytes of the body at most
 * @param addsWork whether it is refused while the server takes leave
 * @param immediate whether it never waits for anything, and so is answered on the server's own thread
 */
public record Route(
        String method,
        String path,
        Scope scope,
        Body body,
        int limit,
        boolean addsWork,
        boolean immediate,
        Endpoint endpoint) {
    /** The ways to read a body. */
    public enum Body {
        /** There is none, and one that is sent is not looked at. */
        NONE,
        /** JSON, which must say so, read before the endpoint is called. */
        JSON,
        /** As {@link #JSON}, but it may be left out. */
        OPTIONAL_JSON,
        /** Any bytes, read before the endpoint is called. */
        BYTES,
        /** Any bytes, read by the endpoint from {@link Exchange#bodyStream()}. */
        STREAM
    }

    /** Looking at something. */
    public static Route get(String path, Function<Call, Response> answer) {
        return new Route("GET", path, Scope.READ, Body.NONE, 0, false, false, Endpoint.of(answer));
    }

    /** Doing something, with a JSON body of at most {@code limit} bytes. */
    public static Route post(String path, Scope scope, int limit, Endpoint endpoint) {
        return new Route("POST", path, scope, Body.JSON, limit, false, false, endpoint);
    }

    /** Doing something that needs to be told nothing more. */
    public static Route command(String method, String path, Scope scope, Function<Call, Response> answer) {
        return new Route(method, path, scope, Body.NONE, 0, false, false, Endpoint.of(answer));
    }

    /** The same, with another body. */
    public Route with(Body kind, int most) {
        return new Route(method, path, scope, kind, most, addsWork, immediate, endpoint);
    }

    /** The same, without credentials. */
    public Route open() {
        return new Route(method, path, Scope.OPEN, body, limit, addsWork, immediate, endpoint);
    }

    /** The same, refused while the server takes leave. */
    public Route addingWork() {
        return new Route(method, path, scope, body, limit, true, immediate, endpoint);
    }

    /** The same, answered without another thread. */
    public Route atOnce() {
        return new Route(method, path, scope, body, limit, addsWork, true, endpoint);
    }
}
