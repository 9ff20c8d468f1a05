package dev.guestkit.appliance.clone;

import dev.guestkit.appliance.internal.RequestFailed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;

/** Talks to the script that serves requests inside a clone. One request at a time. */
final class Agent {
    private static final int LONGEST_ERROR = 2_000;
    private static final int LONGEST_END = 32;

    private final Port port;
    private final SecureRandom random = new SecureRandom();
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16).limit(0);

    Agent(Port port) {
        this.port = port;
    }

    /** Takes what a script prints, as it comes. */
    interface Sink {
        void accept(byte[] bytes, int from, int length) throws IOException;
    }

    /** More came than was allowed. */
    static final class TooMuch extends IOException {
        private static final long serialVersionUID = 1L;

        TooMuch(long limit) {
            super("the appliance sends more than " + limit + " bytes");
        }
    }

    /**
     * Runs a script and hands on its output.
     *
     * @throws RequestFailed when its status is not 0
     * @throws IOException when the machine is gone, late, or sends too much
     */
    void run(byte[] script, long limit, Sink sink, Duration time) throws IOException {
        long deadline = System.nanoTime() + time.toNanos();
        byte[] mark = mark();
        byte[] head = ("RUN " + script.length + " " + new String(mark, StandardCharsets.US_ASCII).strip() + "\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] request = java.util.Arrays.copyOf(head, head.length + script.length);
        System.arraycopy(script, 0, request, head.length, script.length);
        port.write(request, deadline);
        // It may hold a key.
        java.util.Arrays.fill(request, (byte) 0);
        output(mark, limit, sink, deadline);
        String[] end = text('\n', LONGEST_END, deadline).split(" ", -1);
        String error = text(size(end), deadline);
        if (!end[0].equals("0")) {
            throw new RequestFailed("status " + end[0] + ": " + error.strip());
        }
    }

    /** Waits for a line. */
    String line(Duration time) throws IOException {
        return text('\n', LONGEST_END, System.nanoTime() + time.toNanos());
    }

    private static int size(String[] end) throws IOException {
        if (end.length == 2 && end[1].matches("\\d{1,4}") && Integer.parseInt(end[1]) <= LONGEST_ERROR) {
            return Integer.parseInt(end[1]);
        }
        throw new IOException("the appliance ends an answer without sense");
    }

    // A blank at its end: what follows is the status.
    private byte[] mark() {
        byte[] secret = new byte[16];
        random.nextBytes(secret);
        return (HexFormat.of().formatHex(secret) + " ").getBytes(StandardCharsets.US_ASCII);
    }

    private void output(byte[] mark, long limit, Sink sink, long deadline) throws IOException {
        long sent = 0;
        while (true) {
            int at = find(mark);
            int sure = at >= 0 ? at : Math.max(0, buffer.remaining() - mark.length + 1);
            sent += sure;
            if (sent > limit) {
                throw new TooMuch(limit);
            }
            sink.accept(buffer.array(), buffer.position(), sure);
            buffer.position(buffer.position() + sure);
            if (at >= 0) {
                buffer.position(buffer.position() + mark.length);
                return;
            }
            more(deadline);
        }
    }

    private int find(byte[] mark) {
        byte[] in = buffer.array();
        for (int i = buffer.position(); i + mark.length <= buffer.limit(); i++) {
            if (in[i] == mark[0] && java.util.Arrays.equals(in, i, i + mark.length, mark, 0, mark.length)) {
                return i - buffer.position();
            }
        }
        return -1;
    }

    private void more(long deadline) throws IOException {
        buffer.compact();
        port.read(buffer, deadline);
        buffer.flip();
    }

    private String text(char end, int limit, long deadline) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        while (text.size() < limit) {
            if (!buffer.hasRemaining()) {
                more(deadline);
            }
            byte b = buffer.get();
            if (b == end) {
                return text.toString(StandardCharsets.UTF_8);
            }
            text.write(b);
        }
        throw new IOException("the appliance says more than it should");
    }

    private String text(int size, long deadline) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        while (text.size() < size) {
            if (!buffer.hasRemaining()) {
                more(deadline);
            }
            text.write(buffer.get());
        }
        return text.toString(StandardCharsets.UTF_8);
    }
}
