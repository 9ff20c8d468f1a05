package dev.guestkit.http.server;

import dev.guestkit.http.server.internal.servlet.ServletExchange;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * Mounts a {@link HttpFront} in a servlet container (Jakarta Servlet 6.0): map it to {@code /*} or to {@code /prefix/*}, with asynchronous
 * support on. Thread-safe.
 */
public final class GuestkitServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient HttpFront front;

    /** Makes one. */
    public GuestkitServlet(HttpFront front) {
        this.front = front;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) {
        front.api().accept(new ServletExchange(request, response, request.startAsync()));
    }
}
