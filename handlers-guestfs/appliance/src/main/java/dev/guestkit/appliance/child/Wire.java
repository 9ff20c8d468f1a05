package dev.guestkit.appliance.child;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What the two processes say to each other: frames of a length, one byte that says what it is, and fields of bytes. Neither side
 * reads more than the limit it names. Not thread-safe.
 */
public final class Wire {
    /** Requests: start a machine, run a script in it, copy a file out of it, open an encrypted volume. */
    public static final byte LAUNCH = 'L', RUN = 'R', FETCH = 'F', UNLOCK = 'U';

    /** Answers: done, failed. */
    public static final byte OK = 'O', FAILED = 'E';

    /** Longest frame that either side accepts. */
    public static final int MAX_FRAME = 32 << 20;

    /** A frame. */
    public record Frame(byte kind, List<byte[]> fields) {
        public Frame {
            fields = List.copyOf(fields);
        }

        /** A field as text, empty when absent. */
        public String text(int field) {
            return field < fields.size() ? new String(fields.get(field), StandardCharsets.UTF_8) : "";
        }
    }

    private Wire() {}

    /** Text as a field. */
    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Writes a frame and flushes. */
    public static void write(OutputStream to, byte kind, byte[]... fields) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(body);
        out.writeByte(kind);
        for (byte[] field : fields) {
            out.writeInt(field.length);
            out.write(field);
        }
        DataOutputStream whole = new DataOutputStream(to);
        whole.writeInt(body.size());
        body.writeTo(whole);
        whole.flush();
    }

    /**
     * Reads a frame.
     *
     * @throws EOFException at the end of the stream
     * @throws IOException when it is too long or broken
     */
    public static Frame read(InputStream from) throws IOException {
        DataInputStream in = new DataInputStream(from);
        int length = in.readInt();
        if (length < 1 || length > MAX_FRAME) {
            throw new IOException("a frame of " + length + " bytes");
        }
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException("the stream ends within a frame");
        }
        DataInputStream fields = new DataInputStream(new ByteArrayInputStream(body, 1, length - 1));
        List<byte[]> found = new ArrayList<>();
        while (fields.available() > 0) {
            int size = fields.readInt();
            if (size < 0 || size > fields.available()) {
                throw new IOException("a field of " + size + " bytes");
            }
            found.add(fields.readNBytes(size));
        }
        return new Frame(body[0], found);
    }
}
