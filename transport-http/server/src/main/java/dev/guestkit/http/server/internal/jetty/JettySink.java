package dev.guestkit.http.server.internal.jetty;

import dev.guestkit.http.server.internal.route.Sink;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;

/** Writes one answer's body bit by bit. */
final class JettySink implements Sink {
    private final Response response;
    private final Callback callback;
    private final AtomicBoolean ended = new AtomicBoolean();

    JettySink(Response response, Callback callback) {
        this.response = response;
        this.callback = callback;
    }

    @Override
    public void write(byte[] data, Written then) {
        response.write(
                false, ByteBuffer.wrap(data), Callback.from(InvocationType.NON_BLOCKING, then::done, then::failed));
    }

    @Override
    public void close() {
        if (ended.compareAndSet(false, true)) {
            response.write(true, BufferUtil.EMPTY_BUFFER, callback);
        }
    }

    @Override
    public void abort(Throwable why) {
        if (ended.compareAndSet(false, true)) {
            callback.failed(why);
        }
    }
}
