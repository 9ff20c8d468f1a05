package dev.guestkit.http.server.internal.jetty;

import dev.guestkit.http.server.internal.route.BodyReader;
import dev.guestkit.http.server.internal.route.Exchange;
import dev.guestkit.http.server.internal.route.Head;
import dev.guestkit.http.server.internal.route.Sink;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** A request at Jetty's core, without servlets. */
final class JettyExchange implements Exchange {
    private final Request request;
    private final Response response;
    private final Callback callback;

    JettyExchange(Request request, Response response, Callback callback) {
        this.request = request;
        this.response = response;
        this.callback = callback;
    }

    @Override
    public String method() {
        return request.getMethod();
    }

    @Override
    public String path() {
        return Optional.ofNullable(request.getHttpURI().getPath()).orElse("");
    }

    @Override
    public String query() {
        return Optional.ofNullable(request.getHttpURI().getQuery()).orElse("");
    }

    @Override
    public String mountedAt() {
        return "";
    }

    @Override
    public List<String> headers(String name) {
        List<HttpField> fields = request.getHeaders().getFields(name);
        return fields.isEmpty()
                ? List.of()
                : fields.stream()
                        .map(field -> Optional.ofNullable(field.getValue()).orElse(""))
                        .toList();
    }

    @Override
    public Optional<String> header(String name) {
        return Optional.ofNullable(request.getHeaders().get(name));
    }

    @Override
    public String remote() {
        return Request.getRemoteAddr(request);
    }

    @Override
    public boolean isAtLoopback() {
        return request.getConnectionMetaData().getLocalSocketAddress() instanceof InetSocketAddress address
                && address.getAddress() != null
                && address.getAddress().isLoopbackAddress();
    }

    @Override
    public long bodyLength() {
        return request.getLength();
    }

    @Override
    public void readBody(int limit, BodyReader reader) {
        new JettyBody(request, limit, reader).run();
    }

    @Override
    public void stopReading(Throwable why) {
        request.fail(why);
    }

    @Override
    public InputStream bodyStream() {
        return Content.Source.asInputStream(request);
    }

    @Override
    public void send(Head head, byte[] body) {
        write(head);
        response.write(true, ByteBuffer.wrap(body), callback);
    }

    @Override
    public Sink open(Head head) {
        write(head);
        // A stream is silent for a while whenever its job is; it has its own signs of life.
        request.addIdleTimeoutListener(timeout -> false);
        return new JettySink(response, callback);
    }

    private void write(Head head) {
        response.setStatus(head.status());
        HttpFields.Mutable fields = response.getHeaders();
        head.headers().forEach(fields::put);
        if (head.length() >= 0 && head.status() != 204 && head.status() != 304) {
            fields.put(HttpHeader.CONTENT_LENGTH, head.length());
        }
    }
}
