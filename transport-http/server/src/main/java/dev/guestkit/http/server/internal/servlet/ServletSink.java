package dev.guestkit.http.server.internal.servlet;

import dev.guestkit.http.server.internal.route.Sink;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Writes one answer's body bit by bit, when the container says that it takes more. A write is said to be done when the next one would be
 * taken, so that a slow client holds up its own writer and nothing else.
 */
final class ServletSink implements Sink, WriteListener {
    private final AsyncContext async;
    private final ServletOutputStream output;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final ReentrantLock lock = new ReentrantLock();
    private byte @Nullable [] pending;
    private @Nullable Written waiting;
    private boolean possible;
    private boolean closing;
    private boolean unflushed;

    ServletSink(AsyncContext async, ServletOutputStream output) {
        this.async = async;
        this.output = output;
        output.setWriteListener(this);
    }

    @Override
    public void write(byte[] data, Written then) {
        lock.lock();
        try {
            pending = data;
            waiting = then;
        } finally {
            lock.unlock();
        }
        advance(false);
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closing = true;
        } finally {
            lock.unlock();
        }
        advance(false);
    }

    @Override
    public void onWritePossible() {
        advance(true);
    }

    private void advance(boolean now) {
        Written done = null;
        boolean complete = false;
        lock.lock();
        try {
            possible |= now;
            if (!possible) {
                return; // the container will say
            }
            if (pending != null && output.isReady()) {
                output.write(pending);
                pending = null;
                unflushed = true;
            }
            if (unflushed && output.isReady()) {
                output.flush();
                unflushed = false;
            }
            possible = output.isReady();
            if (possible && pending == null && !unflushed) {
                done = waiting;
                waiting = null;
                complete = closing && done == null;
            }
        } catch (IOException | RuntimeException e) { // the client is gone, or the container ended the request
            abort(e);
            return;
        } finally {
            lock.unlock();
        }
        if (done != null) {
            done.done();
        } else if (complete && ended.compareAndSet(false, true)) {
            async.complete();
        }
    }

    @Override
    public void onError(Throwable why) {
        abort(why);
    }

    @Override
    public void abort(Throwable why) {
        Written told;
        lock.lock();
        try {
            told = waiting;
            waiting = null;
            pending = null;
        } finally {
            lock.unlock();
        }
        if (ended.compareAndSet(false, true)) {
            async.complete();
        }
        if (told != null) {
            told.failed(why);
        }
    }
}
