package dev.guestkit.http.server.internal.route;

/** Is told once what became of the reading of a body. */
public interface BodyReader {
    /** All of it. */
    void read(byte[] body);

    /** It is longer than allowed; the rest is not read. */
    void tooLong();

    /** The client went away or was too slow. */
    void failed(Throwable why);
}
