package dev.guestkit.appliance.clone;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A stream to a machine whose every wait has a limit and ends when it is closed, from any thread. This side listens, so that nothing must be
 * polled for while qemu starts.
 */
final class Port implements AutoCloseable {
    private static final long LOOK_NANOS = 50_000_000;

    private final ServerSocketChannel server;
    private final Selector selector;
    private volatile @Nullable SocketChannel accepted;

    private Port(ServerSocketChannel server, Selector selector) {
        this.server = server;
        this.selector = selector;
    }

    /** Listens at a path that is not there yet. */
    static Port listen(Path at) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        Selector selector = Selector.open();
        server.bind(UnixDomainSocketAddress.of(at));
        server.configureBlocking(false);
        return new Port(server, selector);
    }

    /** Waits for the one connection, of somebody who may die before. */
    void accept(BooleanSupplier alive, Duration limit) throws IOException {
        long deadline = System.nanoTime() + limit.toNanos();
        SocketChannel channel = server.accept();
        while (channel == null) {
            if (!alive.getAsBoolean() || System.nanoTime() - deadline >= 0) {
                throw new IOException("qemu does not connect");
            }
            ready(server, SelectionKey.OP_ACCEPT, System.nanoTime() + LOOK_NANOS);
            channel = server.accept();
        }
        channel.configureBlocking(false);
        accepted = channel;
        server.close();
    }

    private SocketChannel channel() throws IOException {
        SocketChannel channel = accepted;
        if (channel == null) {
            throw new IOException("nobody has connected yet");
        }
        return channel;
    }

    void write(byte[] bytes, long deadline) throws IOException {
        SocketChannel channel = channel();
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
            if (channel.write(rest) == 0) {
                await(channel, SelectionKey.OP_WRITE, deadline);
            }
        }
    }

    /** Reads something, at least a byte. */
    int read(ByteBuffer into, long deadline) throws IOException {
        SocketChannel channel = channel();
        int n = channel.read(into);
        while (n == 0) {
            await(channel, SelectionKey.OP_READ, deadline);
            n = channel.read(into);
        }
        if (n < 0) {
            throw new EOFException("the machine ended");
        }
        return n;
    }

    private void await(SelectableChannel on, int what, long deadline) throws IOException {
        if (!ready(on, what, deadline)) {
            throw new Late();
        }
    }

    private boolean ready(SelectableChannel on, int what, long deadline) throws IOException {
        try {
            SelectionKey key = on.register(selector, what);
            long millis = (deadline - System.nanoTime()) / 1_000_000;
            boolean ready = millis > 0 && selector.select(millis) > 0;
            selector.selectedKeys().clear();
            key.interestOps(0);
            if (Thread.currentThread().isInterrupted()) {
                throw new ClosedByInterruptException();
            }
            return ready || deadline - System.nanoTime() > 0;
        } catch (ClosedSelectorException | CancelledKeyException e) {
            throw new EOFException("the machine was ended");
        }
    }

    /** A wait took longer than its limit. */
    static final class Late extends IOException {
        private static final long serialVersionUID = 1L;
    }

    @Override
    public void close() {
        try {
            selector.close();
            server.close();
            SocketChannel channel = accepted;
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
