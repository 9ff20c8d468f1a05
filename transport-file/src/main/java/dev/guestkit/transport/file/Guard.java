package dev.guestkit.transport.file;

import dev.guestkit.worker.spi.TransportException;
import dev.guestkit.worker.spi.TransportException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.atomic.AtomicBoolean;

/** Stands around every call: refuses after the end, and says in the store's words why a file system call failed. Thread-safe. */
final class Guard {
    private final Layout layout;
    private final AtomicBoolean closed = new AtomicBoolean();

    Guard(Layout layout) {
        this.layout = layout;
    }

    /** Work that may fail in the file system. */
    interface Call<T> {
        T run() throws IOException;
    }

    /** The same without an answer. */
    interface Action {
        void run() throws IOException;
    }

    <T> T call(String what, Call<T> call) {
        if (closed.get()) {
            throw new TransportException(
                    Kind.CLOSED, "cannot " + what + ": the transport on " + layout.root() + " was closed");
        }
        try {
            return call.run();
        } catch (IOException e) {
            throw failure(what, e);
        }
    }

    void run(String what, Action action) {
        call(what, () -> {
            action.run();
            return true;
        });
    }

    private TransportException failure(String what, IOException e) {
        if (!Files.exists(layout.marker())) {
            TransportException gone = Faults.gone(what, layout.root());
            gone.addSuppressed(e);
            return gone;
        }
        try {
            // A place that somebody removed alone is put back, so that the next try works.
            SpoolDirectory.makeDirectories(layout);
        } catch (IOException again) {
            e.addSuppressed(again);
        }
        return Faults.translate(what, layout.root(), e);
    }

    /** Whether this call was the one that closed. */
    boolean close() {
        return closed.compareAndSet(false, true);
    }

    boolean isClosed() {
        return closed.get();
    }
}
