package dev.guestkit.http.server.internal.route;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** One request at whatever server took it, and the way to answer it once. Thread-safe after it was handed over. */
public interface Exchange {
    /** As it came, in capitals. */
    String method();

    /** The path below {@link #mountedAt()}, not decoded. */
    String path();

    /** What follows the question mark, not decoded; empty when there is nothing. */
    String query();

    /** The path of the mount without a slash at its end, empty at the root. */
    String mountedAt();

    /** Every value of a header field, in order. */
    List<String> headers(String name);

    /** The first value of a header field. */
    default Optional<String> header(String name) {
        List<String> values = headers(name);
        return values.isEmpty() ? Optional.empty() : Optional.of(values.get(0));
    }

    /** Where the client is, as text for people. */
    String remote();

    /** Whom the host of a mount has authenticated, empty elsewhere. */
    default Optional<String> user() {
        return Optional.empty();
    }

    /** Whether the connection came in at a loopback address. */
    boolean isAtLoopback();

    /** How long the body says it is, -1 when it does not. */
    long bodyLength();

    /** Reads all of the body without holding a thread; {@code reader} is told once, on any thread. */
    void readBody(int limit, BodyReader reader);

    /** Ends a reading that has not ended. */
    void stopReading(Throwable why);

    /** The body as a stream that waits for the client: only for bodies that are too large to hold, and on a thread that may wait. */
    InputStream bodyStream();

    /** Answers with all of the body. */
    void send(Head head, byte[] body);

    /** Answers with a body that comes bit by bit. */
    Sink open(Head head);
}
