package dev.guestkit.http.server.internal.route;

/** Takes the body of one answer bit by bit. One write at a time; calls may come from any thread. */
public interface Sink {
    /** Sends {@code data}; the next write only after {@code then} was told. */
    void write(byte[] data, Written then);

    /** Ends the answer. Idempotent. */
    void close();

    /** Ends the connection, because the answer cannot be whole. Idempotent. */
    void abort(Throwable why);

    /** Is told once what became of a write. */
    interface Written {
        /** The server took it and can take more. */
        void done();

        /** The client is gone or too slow. */
        void failed(Throwable why);
    }
}
