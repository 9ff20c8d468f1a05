package dev.guestkit.http.server.internal.route;

/** Hears of every answer. Thread-safe and quick. */
@FunctionalInterface
public interface Meter {
    /** A request for {@code route}, a path with names for segments, was answered. */
    void answered(String method, String route, int status, long nanos);
}
