package dev.guestkit.http.server.internal.servlet;

import dev.guestkit.http.server.internal.route.BodyReader;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Reads one body as it comes; no thread waits for it. */
final class ServletBody implements ReadListener {
    private static final int PIECE = 8 << 10;

    private final ServletInputStream input;
    private final int limit;
    private final BodyReader reader;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream(PIECE);
    private final byte[] piece = new byte[PIECE];
    private final AtomicBoolean told = new AtomicBoolean();

    ServletBody(ServletInputStream input, int limit, BodyReader reader) {
        this.input = input;
        this.limit = limit;
        this.reader = reader;
    }

    void begin() {
        input.setReadListener(this);
    }

    /** The container goes on to read, and nobody is told of it any more. */
    void stop(Throwable why) {
        onError(why);
    }

    @Override
    public void onDataAvailable() throws IOException {
        while (!told.get() && input.isReady() && !input.isFinished()) {
            int read = input.read(piece, 0, PIECE);
            if (read < 0) {
                return;
            }
            body.write(piece, 0, read);
            if (body.size() > limit) {
                if (told.compareAndSet(false, true)) {
                    reader.tooLong();
                }
                return;
            }
        }
    }

    @Override
    public void onAllDataRead() {
        if (told.compareAndSet(false, true)) {
            reader.read(body.toByteArray());
        }
    }

    @Override
    public void onError(Throwable why) {
        if (told.compareAndSet(false, true)) {
            reader.failed(why);
        }
    }
}
