package dev.guestkit.http.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * Stands between a client and a server and cuts connections where it hurts most: the request has arrived, the answer is there, and
 * the client never sees it.
 */
final class CuttingProxy implements AutoCloseable {
    private final ServerSocket door;
    private final int port;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger cuts = new AtomicInteger();
    private volatile Predicate<String> cut = request -> false;

    CuttingProxy(URI server) {
        port = server.getPort();
        try {
            door = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread(this::accept);
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + door.getLocalPort());
    }

    /** From now on cuts what this says of the request line, when its answer begins. */
    void cutAnswersOf(Predicate<String> requestLines) {
        cut = requestLines;
    }

    /** From now on cuts the next answer to a request for a path that ends so. */
    void cutNextAnswerOf(String method, String pathEnd) {
        AtomicInteger left = new AtomicInteger(1);
        cutAnswersOf(line ->
                line.startsWith(method + " ") && line.split(" ", 3)[1].endsWith(pathEnd) && left.getAndDecrement() > 0);
    }

    /** Cuts every connection there is. */
    void cutAll() {
        for (Socket socket : open) {
            close(socket);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int cuts() {
        return cuts.get();
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                connect(door.accept());
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void connect(Socket client) throws IOException {
        open.add(client);
        try {
            Socket server = new Socket(InetAddress.getLoopbackAddress(), port);
            open.add(server);
            Line request = new Line();
            thread(() -> pump(client, server, request, false));
            thread(() -> pump(server, client, request, true));
        } catch (ConnectException e) {
            client.close(); // nobody is there, and the client is to know
        }
    }

    /** The newest request line of a connection, which carries one request at a time. */
    private static final class Line {
        private volatile String text = "";
        private final ByteArrayOutputStream head = new ByteArrayOutputStream();
        private boolean reading = true;

        void sent(byte[] bytes, int length) {
            if (reading) {
                head.write(bytes, 0, length);
                String soFar = head.toString(StandardCharsets.ISO_8859_1);
                int end = soFar.indexOf("\r\n");
                if (end >= 0) {
                    text = soFar.substring(0, end);
                    reading = false;
                }
            }
        }

        void answered() {
            head.reset();
            reading = true;
        }
    }

    private void pump(Socket from, Socket to, Line request, boolean answers) {
        byte[] buffer = new byte[64 << 10];
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (answers) {
                    String line = request.text;
                    request.answered();
                    if (cut.test(line)) {
                        cuts.incrementAndGet();
                        return;
                    }
                } else {
                    request.sent(buffer, read);
                }
                out.write(buffer, 0, read);
                out.flush();
            }
        } catch (IOException e) {
            return; // one side is gone, and with it the other
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    private static void thread(Runnable task) {
        Thread thread = new Thread(task, "cutting-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cutAll();
    }
}
