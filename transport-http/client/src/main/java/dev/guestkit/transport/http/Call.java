package dev.guestkit.transport.http;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/**
 * One request.
 *
 * @param path with its query, encoded
 * @param body made anew for each try
 * @param timeout until the answer's head; empty means the caller's own
 * @param repeats how often it is made again at once when the connection was cut: never harmful, as every request of this API
 *     may be repeated
 */
record Call(
        String method,
        String path,
        Supplier<BodyPublisher> body,
        Map<String, String> headers,
        Duration timeout,
        int repeats) {
    /** As long as the caller of this call waits by default. */
    static final Duration DEFAULT_TIMEOUT = Duration.ZERO;

    static Call get(String path) {
        return new Call("GET", path, BodyPublishers::noBody, Map.of("Accept", "application/json"), DEFAULT_TIMEOUT, 1);
    }

    static Call delete(String path) {
        return new Call("DELETE", path, BodyPublishers::noBody, Map.of(), DEFAULT_TIMEOUT, 1);
    }

    static Call post(String path, byte[] json) {
        return new Call(
                "POST",
                path,
                () -> BodyPublishers.ofByteArray(json),
                Map.of("Content-Type", "application/json"),
                DEFAULT_TIMEOUT,
                1);
    }

    Call within(Duration limit) {
        return new Call(method, path, body, headers, limit, repeats);
    }

    Call withRepeats(int times) {
        return new Call(method, path, body, headers, timeout, times);
    }

    Call accepting(String type) {
        return new Call(method, path, body, Map.of("Accept", type), timeout, repeats);
    }
}
