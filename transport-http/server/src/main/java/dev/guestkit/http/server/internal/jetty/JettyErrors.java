package dev.guestkit.http.server.internal.jetty;

import dev.guestkit.http.server.internal.route.ApiError;
import dev.guestkit.http.server.internal.route.Envelope;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Answers in our own form what Jetty itself refuses: requests that are no HTTP, too long, or too late. */
final class JettyErrors implements Request.Handler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        var answer = (dev.guestkit.http.server.internal.route.Response.Whole) answer(response.getStatus());
        response.setStatus(answer.status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, Envelope.JSON);
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        if (answer.status() == 503) {
            response.getHeaders().put(new HttpField(HttpHeader.RETRY_AFTER, "5"));
        }
        response.write(true, ByteBuffer.wrap(answer.body()), callback);
        return true;
    }

    private static dev.guestkit.http.server.internal.route.Response answer(int status) {
        if (status == 503) {
            return Envelope.failure(ApiError.UNAVAILABLE, "the server takes leave; try again soon");
        }
        if (status >= 500) {
            return Envelope.failure(ApiError.INTERNAL_ERROR, "it failed here; the server's log says more");
        }
        String why = switch (status) {
            case 414 -> "the address is too long";
            case 431 -> "the header fields are too long";
            default -> "this is no request that can be read as HTTP/1.1";
        };
        return Envelope.failure(ApiError.BAD_REQUEST, why);
    }
}
