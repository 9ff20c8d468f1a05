package dev.guestkit.appliance.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/** Reads a file from its beginning to a given length on a thread of its own, some pieces ahead. For one consumer. */
public final class ReadAhead implements AutoCloseable {
    // Small enough to stay in the cache of a core, large enough that handing a piece over costs nothing.
    private static final int PIECE = 256 << 10;
    private static final int PIECES = 8;

    private final FileChannel channel;
    private final long length;
    private final BlockingQueue<ByteBuffer> free = new ArrayBlockingQueue<>(PIECES);
    private final BlockingQueue<ByteBuffer> full = new ArrayBlockingQueue<>(PIECES + 1);
    private final AtomicReference<IOException> failure = new AtomicReference<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Thread reader;

    public ReadAhead(FileChannel channel, long length) {
        this.channel = channel;
        this.length = length;
        for (int i = 0; i < PIECES; i++) {
            // Arrays: the digest's intrinsic works on them; a direct buffer would be copied piecemeal.
            free.add(ByteBuffer.allocate(PIECE));
        }
        reader = new Thread(this::read, "guestkit-checksum-read");
        reader.setDaemon(true);
        reader.start();
    }

    /** The next piece, empty at the end. */
    public ByteBuffer next() throws IOException, InterruptedException {
        ByteBuffer piece = full.take();
        IOException failed = failure.get();
        if (failed != null) {
            throw failed;
        }
        return piece;
    }

    /** Gives a piece back to be filled again. */
    public void giveBack(ByteBuffer piece) {
        free.add(piece);
    }

    private void read() {
        long at = 0;
        try {
            while (at < length && !closed.get()) {
                ByteBuffer piece = free.take();
                fill(piece.clear().limit((int) Math.min(PIECE, length - at)), at);
                at += piece.remaining();
                full.put(piece);
            }
        } catch (IOException e) {
            failure.set(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            full.offer(ByteBuffer.allocate(0));
        }
    }

    private void fill(ByteBuffer piece, long at) throws IOException {
        while (piece.hasRemaining()) {
            int n = channel.read(piece, at + piece.position());
            if (n < 0) {
                throw new IOException("it ends at " + (at + piece.position()) + " bytes instead of " + length);
            }
        }
        piece.flip();
    }

    // The reader is never interrupted: an interrupt during a read would close the channel, which others use.
    @Override
    public void close() {
        closed.set(true);
        ByteBuffer piece = full.poll();
        while (piece != null && free.offer(piece)) {
            piece = full.poll();
        }
    }
}
