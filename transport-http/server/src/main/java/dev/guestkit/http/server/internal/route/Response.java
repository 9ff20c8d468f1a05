package dev.guestkit.http.server.internal.route;

import java.util.Map;
import java.util.function.Consumer;

/** An answer. */
public sealed interface Response {
    /** The HTTP status. */
    int status();

    /** Header fields of its own. */
    Map<String, String> headers();

    /** One whose body is here. */
    final class Whole implements Response {
        private final int status;
        private final Map<String, String> headers;
        private final byte[] body;

        private Whole(int status, Map<String, String> headers, byte[] body) {
            this.status = status;
            this.headers = headers;
            this.body = body;
        }

        @Override
        public int status() {
            return status;
        }

        @Override
        public Map<String, String> headers() {
            return headers;
        }

        /** The body, not to be changed. */
        public byte[] body() {
            return body;
        }
    }

    /**
     * One whose body comes bit by bit.
     *
     * @param length of the body, -1 when it is not known
     * @param writer begins to write; it returns soon and goes on as the sink takes more
     */
    record Streamed(int status, Map<String, String> headers, long length, Consumer<Sink> writer) implements Response {}

    /** An answer with this body. */
    static Response of(int status, Map<String, String> headers, byte[] body) {
        return new Whole(status, headers, body);
    }

    /** An answer without a body. */
    static Response empty(int status) {
        return new Whole(status, Map.of(), new byte[0]);
    }
}
