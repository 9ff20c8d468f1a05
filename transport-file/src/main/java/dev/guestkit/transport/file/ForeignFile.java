package dev.guestkit.transport.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** Reads a file that somebody else may swap at any moment for a link, a pipe or a device: follows none and waits for none. */
final class ForeignFile {
    private ForeignFile() {}

    /** At most the first {@code limit} bytes; none of what is no regular file. */
    static byte[] read(Path file, int limit) throws IOException {
        try (FileChannel channel = open(file)) {
            // The size of a pipe is 0. And reading by position fails on a pipe instead of waiting for its writer.
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(channel.size(), limit));
            int n = 0;
            while (n >= 0 && bytes.hasRemaining()) {
                n = channel.read(bytes, bytes.position());
            }
            return Arrays.copyOf(bytes.array(), bytes.position());
        }
    }

    /** For writing as well, though nothing is written: opening a pipe only for reading waits for its writer. */
    private static FileChannel open(Path file) throws IOException {
        try {
            return FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        } catch (FileSystemException e) {
            // Gone, a link, or not ours to write: whatever it is, this says so.
            return FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        }
    }
}
