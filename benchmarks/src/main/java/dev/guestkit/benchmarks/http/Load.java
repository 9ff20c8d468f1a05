package dev.guestkit.benchmarks.http;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Asks as many things as possible over 32 connections: four threads with eight each, a request at a time on every connection. */
final class Load {
    private static final int THREADS = 4;
    private static final int CONNECTIONS = 8;

    private Load() {}

    /** What was measured. */
    record Figures(double perSecond, double p99Millis) {}

    /** Sends every request once. */
    static Figures run(int port, List<byte[]> requests, int wanted) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            int share = requests.size() / THREADS;
            List<Future<long[]>> parts = new ArrayList<>();
            long begin = System.nanoTime();
            for (int i = 0; i < THREADS; i++) {
                List<byte[]> part = requests.subList(i * share, (i + 1) * share);
                parts.add(threads.submit(() -> send(port, part, wanted)));
            }
            List<long[]> nanos = new ArrayList<>();
            for (Future<long[]> part : parts) {
                nanos.add(part.get());
            }
            double seconds = (System.nanoTime() - begin) / 1e9;
            long[] all = nanos.stream().flatMapToLong(Arrays::stream).sorted().toArray();
            return new Figures(all.length / seconds, all[(int) (all.length * 0.99)] / 1e6);
        } finally {
            threads.shutdown();
        }
    }

    private static long[] send(int port, List<byte[]> requests, int wanted) {
        List<Connection> connections = new ArrayList<>();
        try {
            for (int i = 0; i < CONNECTIONS; i++) {
                connections.add(new Connection(new Socket(InetAddress.getLoopbackAddress(), port)));
            }
            long[] nanos = new long[requests.size()];
            for (int i = 0; i < requests.size() + CONNECTIONS; i++) {
                Connection connection = connections.get(i % CONNECTIONS);
                if (i >= CONNECTIONS) {
                    nanos[i - CONNECTIONS] = connection.answer(wanted);
                }
                if (i < requests.size()) {
                    connection.ask(requests.get(i));
                }
            }
            return nanos;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            connections.forEach(Connection::close);
        }
    }

    private static final class Connection {
        private final Socket socket;
        private final InputStream in;
        private long asked;

        Connection(Socket socket) throws IOException {
            this.socket = socket;
            socket.setTcpNoDelay(true);
            this.in = new BufferedInputStream(socket.getInputStream());
        }

        void ask(byte[] request) throws IOException {
            asked = System.nanoTime();
            socket.getOutputStream().write(request);
        }

        long answer(int wanted) throws IOException {
            int status = Integer.parseInt(line().split(" ", 3)[1]);
            int length = 0;
            for (String line = line(); !line.isEmpty(); line = line()) {
                if (line.regionMatches(true, 0, "Content-Length: ", 0, 16)) {
                    length = Integer.parseInt(line.substring(16));
                }
            }
            byte[] body = in.readNBytes(length);
            if (status != wanted) {
                throw new IOException("was answered with " + status + ": " + new String(body, StandardCharsets.UTF_8));
            }
            return System.nanoTime() - asked;
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int c = in.read(); c != '\n'; c = in.read()) {
                if (c < 0) {
                    throw new EOFException("the server ended the connection");
                }
                if (c != '\r') {
                    line.append((char) c);
                }
            }
            return line.toString();
        }

        void close() {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
