package dev.guestkit.guestfacts.internal.tar;

import dev.guestkit.guestfacts.GuestFactsException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** Bytes that can be read at any place by several threads. */
public interface ByteSource extends AutoCloseable {
    /** How many bytes there are. */
    long size();

    /** Up to {@code length} bytes from {@code position} on; fewer at the end. */
    byte[] read(long position, int length);

    @Override
    void close();

    /** Bytes in memory. */
    static ByteSource memory(byte[] bytes) {
        return new ByteSource() {
            @Override
            public long size() {
                return bytes.length;
            }

            @Override
            public byte[] read(long position, int length) {
                int from = (int) Math.min(Math.max(position, 0), bytes.length);
                return Arrays.copyOfRange(bytes, from, from + Math.min(length, bytes.length - from));
            }

            @Override
            public void close() {}
        };
    }

    /** Bytes in a file of the host. */
    static ByteSource file(Path path) {
        try {
            return new FileSource(FileChannel.open(path, StandardOpenOption.READ));
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private static GuestFactsException failed(IOException e) {
        return new GuestFactsException(GuestFactsException.Kind.UNREADABLE, "the archive cannot be read: " + e, e);
    }

    /** A file's bytes, without a position of their own. */
    record FileSource(FileChannel channel) implements ByteSource {
        @Override
        public long size() {
            try {
                return channel.size();
            } catch (IOException e) {
                throw failed(e);
            }
        }

        @Override
        public byte[] read(long position, int length) {
            int most = position < 0 ? 0 : (int) Math.max(0, Math.min(length, size() - position));
            ByteBuffer buffer = ByteBuffer.allocate(most);
            try {
                while (buffer.hasRemaining() && channel.read(buffer, position + buffer.position()) > 0) {
                    // Each turn reads on where the last one stopped.
                }
            } catch (IOException e) {
                throw failed(e);
            }
            return buffer.hasRemaining() ? Arrays.copyOf(buffer.array(), buffer.position()) : buffer.array();
        }

        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException e) {
                throw failed(e);
            }
        }
    }
}
