package dev.guestkit.benchmarks.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** What the least does: parses a document and keeps it in a map; says of one in the map that it is there. */
final class BareHandler extends Handler.Abstract.NonBlocking implements AutoCloseable {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Map<String, byte[]> kept = new ConcurrentHashMap<>();
    private final Server server;
    private final ServerConnector connector;

    BareHandler() throws Exception {
        server = new Server(new QueuedThreadPool(16, 2));
        connector = new ServerConnector(server, 1, 1);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(this);
        server.start();
    }

    int port() {
        return connector.getLocalPort();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        if (request.getMethod().equals("GET")) {
            String path = request.getHttpURI().getPath();
            boolean known = kept.containsKey(path.substring(path.lastIndexOf('/') + 1));
            answer(response, known ? 200 : 404, "{\"success\":true,\"data\":{\"status\":\"pending\"}}", callback);
            return true;
        }
        Content.Source.asByteArrayAsync(
                request,
                1 << 20,
                Promise.Invocable.from(
                        InvocationType.NON_BLOCKING, body -> keep(body, response, callback), callback::failed));
        return true;
    }

    private void keep(byte[] body, Response response, Callback callback) {
        try {
            JsonNode tree = MAPPER.readTree(body);
            String id = tree.path("job_id").asText();
            kept.put(id, body);
            answer(response, 201, "{\"success\":true,\"data\":{\"job_id\":\"" + id + "\"}}", callback);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void answer(Response response, int status, String json, Callback callback) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        response.write(true, ByteBuffer.wrap(body), callback);
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) { // Jetty's method declares it; the next run has a server of its own
            throw new IllegalStateException("the bare server does not stop", e);
        }
    }
}
