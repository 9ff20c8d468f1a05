package dev.guestkit.transport.file;

import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Makes files and names survive a power cut. An interface, so that a control run can leave one of the two out. Thread-safe. */
interface Syncer {
    /** Waits until the file's bytes are on stable storage. */
    void file(FileDescriptor file) throws IOException;

    /** Waits until the names in {@code directory} are on stable storage. */
    void directory(Path directory) throws IOException;

    /** The one that keeps the promise. */
    Syncer REAL = new Syncer() {
        @Override
        public void file(FileDescriptor file) throws IOException {
            file.sync();
        }

        @Override
        public void directory(Path directory) throws IOException {
            // Opened anew each time: a handle that was kept would go on syncing a directory that was removed and put
            // back.
            // A channel closes itself under an interrupt; the promise still has to be kept, so that it is done again.
            boolean interrupted = false;
            try {
                while (true) {
                    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                        channel.force(true);
                        return;
                    } catch (ClosedByInterruptException e) {
                        interrupted |= Thread.interrupted();
                    }
                }
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    };
}
