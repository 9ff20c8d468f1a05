package dev.guestkit.http.server.internal.rest;

import dev.guestkit.http.server.internal.route.Sink;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries a stream to a client, one piece at a time and only as fast as the client takes it; a thread is held while reading only. */
final class StreamPump implements Sink.Written {
    private static final Logger log = LoggerFactory.getLogger(StreamPump.class);
    private static final int PIECE = 64 << 10;

    private final InputStream stream;
    private final Sink sink;
    private final Executor workers;
    private final byte[] piece = new byte[PIECE];
    private long left;

    /**
     * Makes one.
     *
     * @param length how many bytes are sent, -1 for all there are
     */
    StreamPump(InputStream stream, long length, Sink sink, Executor workers) {
        this.stream = stream;
        this.left = length < 0 ? Long.MAX_VALUE : length;
        this.bounded = length >= 0;
        this.sink = sink;
        this.workers = workers;
    }

    private final boolean bounded;

    void begin() {
        next();
    }

    /** Begins so far from the stream's begin. */
    void begin(long from) {
        try {
            stream.skipNBytes(from);
        } catch (IOException e) {
            failed(e);
            return;
        }
        next();
    }

    private void next() {
        try {
            int read = left == 0 ? -1 : stream.read(piece, 0, (int) Math.min(PIECE, left));
            if (read > 0) {
                left -= read;
                sink.write(Arrays.copyOf(piece, read), this);
            } else if (bounded && left > 0) {
                failed(new EOFException("the artifact is " + left + " bytes shorter than its result says"));
            } else {
                stream.close();
                sink.close();
            }
        } catch (IOException
                | RuntimeException e) { // the answer has begun: all that can be said is that it is not whole
            failed(e);
        }
    }

    @Override
    public void done() {
        try {
            workers.execute(this::next);
        } catch (RejectedExecutionException e) {
            failed(e);
        }
    }

    @Override
    public void failed(Throwable why) {
        log.debug("a download broke off", why);
        try {
            stream.close();
        } catch (IOException e) {
            log.debug("closing an artifact", e);
        }
        sink.abort(why);
    }
}
