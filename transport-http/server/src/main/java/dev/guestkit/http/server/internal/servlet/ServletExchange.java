package dev.guestkit.http.server.internal.servlet;

import dev.guestkit.http.server.internal.route.BodyReader;
import dev.guestkit.http.server.internal.route.Exchange;
import dev.guestkit.http.server.internal.route.Head;
import dev.guestkit.http.server.internal.route.Sink;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A request in a servlet container. */
public final class ServletExchange implements Exchange {
    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final AsyncContext async;
    private final AtomicReference<@Nullable ServletBody> reading = new AtomicReference<>();

    /** Makes one of a request that was made asynchronous. */
    public ServletExchange(HttpServletRequest request, HttpServletResponse response, AsyncContext async) {
        this.request = request;
        this.response = response;
        this.async = async;
        // The container's own limit would cut off streams; bodies have ours, and silent streams have signs of life.
        async.setTimeout(0);
    }

    @Override
    public String method() {
        return request.getMethod();
    }

    @Override
    public String path() {
        String path = request.getRequestURI().substring(mountedAt().length());
        return path.isEmpty() ? "/" : path;
    }

    @Override
    public String mountedAt() {
        // A servlet mapped to a prefix has that as its path; mapped to everything, none.
        return request.getContextPath() + (request.getPathInfo() == null ? "" : request.getServletPath());
    }

    @Override
    public String query() {
        return Optional.ofNullable(request.getQueryString()).orElse("");
    }

    @Override
    public List<String> headers(String name) {
        return Collections.list(Optional.ofNullable(request.getHeaders(name)).orElse(Collections.emptyEnumeration()));
    }

    @Override
    public String remote() {
        return request.getRemoteAddr();
    }

    @Override
    public Optional<String> user() {
        return Optional.ofNullable(request.getRemoteUser());
    }

    @Override
    public boolean isAtLoopback() {
        try {
            return InetAddress.getByName(request.getLocalAddr()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false; // an address that is none is not ours
        }
    }

    @Override
    public long bodyLength() {
        return request.getContentLengthLong();
    }

    @Override
    public void readBody(int limit, BodyReader reader) {
        try {
            ServletBody body = new ServletBody(request.getInputStream(), limit, reader);
            reading.set(body);
            body.begin();
        } catch (IOException | IllegalStateException e) {
            reader.failed(e);
        }
    }

    @Override
    public void stopReading(Throwable why) {
        Optional.ofNullable(reading.get()).ifPresent(body -> body.stop(why));
    }

    @Override
    public InputStream bodyStream() {
        try {
            return request.getInputStream();
        } catch (IOException e) {
            throw new UncheckedIOException("the body cannot be read", e);
        }
    }

    @Override
    public void send(Head head, byte[] body) {
        Sink sink = open(head);
        if (body.length == 0) {
            sink.close();
            return;
        }
        sink.write(body, new Sink.Written() {
            @Override
            public void done() {
                sink.close();
            }

            @Override
            public void failed(Throwable why) {
                sink.abort(why);
            }
        });
    }

    @Override
    public Sink open(Head head) {
        response.setStatus(head.status());
        List<String> names = new ArrayList<>(head.headers().keySet());
        names.forEach(name -> response.setHeader(name, head.headers().get(name)));
        if (head.length() >= 0 && head.status() != 204 && head.status() != 304) {
            response.setContentLengthLong(head.length());
        }
        try {
            return new ServletSink(async, response.getOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException("the answer cannot be written", e);
        }
    }
}
