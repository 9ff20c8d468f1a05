package dev.guestkit.http.server.internal.jetty;

import dev.guestkit.http.server.internal.route.BodyReader;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Invocable;

/** Reads one body as it comes; no thread waits for it. */
final class JettyBody implements Invocable.Task {
    private final Request request;
    private final int limit;
    private final BodyReader reader;
    private final ByteArrayOutputStream body;

    JettyBody(Request request, int limit, BodyReader reader) {
        this.request = request;
        this.limit = limit;
        this.reader = reader;
        // What the client says of the length is believed only as far as it costs nothing.
        this.body = new ByteArrayOutputStream((int) Math.max(512, Math.min(request.getLength(), 64 << 10)));
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    @Override
    public void run() {
        for (Content.Chunk chunk = request.read(); chunk != null; chunk = request.read()) {
            if (Content.Chunk.isFailure(chunk)) {
                reader.failed(chunk.getFailure());
                return;
            }
            take(chunk.getByteBuffer());
            boolean last = chunk.isLast();
            chunk.release();
            if (body.size() > limit) {
                reader.tooLong();
                return;
            }
            if (last) {
                reader.read(body.toByteArray());
                return;
            }
        }
        request.demand(this);
    }

    private void take(ByteBuffer bytes) {
        // One more than allowed says as much as all of them.
        byte[] part = new byte[Math.min(bytes.remaining(), limit + 1 - body.size())];
        bytes.get(part);
        body.writeBytes(part);
    }
}
