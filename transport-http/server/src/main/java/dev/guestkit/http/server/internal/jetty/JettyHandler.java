package dev.guestkit.http.server.internal.jetty;

import dev.guestkit.http.server.internal.route.Front;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Hands requests on; never waits. */
final class JettyHandler extends Handler.Abstract.NonBlocking {
    private final Front front;

    JettyHandler(Front front) {
        this.front = front;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        front.accept(new JettyExchange(request, response, callback));
        return true;
    }
}
