package dev.guestkit.transport.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.guestkit.transport.http.internal.WireException;
import dev.guestkit.transport.http.internal.WireJson;
import dev.guestkit.transport.http.internal.WireObject;
import dev.guestkit.worker.spi.TransportException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/** What the faces of the transport share: calls that wait, with failures as a store's. Thread-safe. */
final class Link {
    private final Server server;

    Link(Server server) {
        this.server = server;
    }

    Server server() {
        return server;
    }

    /** The whole answer, whatever its status. */
    Answer ask(Call call) {
        return asStore(() -> Blocking.uninterruptibly(server.send(call)));
    }

    /**
     * An answer that may be long in coming.
     *
     * @throws InterruptedException when the waiting thread is interrupted; the request goes on
     */
    Answer awaiting(CompletableFuture<Answer> answer) throws InterruptedException {
        try {
            return Blocking.interruptibly(answer);
        } catch (HttpApiException e) {
            throw asStore(e);
        }
    }

    /** What {@code read} makes of a successful answer. */
    <T> T get(String path, Function<WireObject, T> read) {
        return read(ask(Call.get(path)), read);
    }

    /** The same after a post. */
    <T> T post(String path, ObjectNode body, Function<WireObject, T> read) {
        return read(ask(Call.post(path, WireJson.bytes(body))), read);
    }

    <T> T read(Answer answer, Function<WireObject, T> read) {
        try {
            return read.apply(answer.object());
        } catch (HttpApiException e) {
            throw asStore(e);
        } catch (WireException e) {
            throw asStore(answer.unreadable(e.text()));
        }
    }

    /** What {@code call} gives, its failures as a store's. */
    <T> T asStore(Supplier<T> call) {
        try {
            return call.get();
        } catch (HttpApiException e) {
            throw asStore(e);
        }
    }

    RuntimeException unreadable(Answer answer, RuntimeException why) {
        return asStore(answer.unreadable(String.valueOf(why.getMessage())));
    }

    RuntimeException refusal(Answer answer) {
        return asStore(answer.refusal());
    }

    /** A server that is away is a store that is away; a request that it does not take is the caller's mistake. */
    private RuntimeException asStore(HttpApiException e) {
        if (server.isClosed()) {
            return new TransportException(TransportException.Kind.CLOSED, "the transport was closed", e);
        }
        if (e.status() == 401 || e.status() == 403) {
            return new TransportException(
                    TransportException.Kind.NOT_WRITABLE, e.getMessage() + "; look at the token and its scopes", e);
        }
        String said = String.valueOf(e.getMessage());
        boolean mistake = e.status() == 400 || e.status() == 413 || e.status() == 422;
        return mistake
                ? new IllegalArgumentException(said, e)
                : new TransportException(TransportException.Kind.UNAVAILABLE, said, e);
    }
}
