package dev.guestkit.http.server;

import jakarta.servlet.http.HttpServlet;
import java.net.URI;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** A servlet container with our servlet in it. */
final class ServletContainer implements Served {
    private final Server server = new Server();
    private final HttpFront front;
    private final URI uri;

    ServletContainer(HttpFront front, String context, String mapping, String path) {
        this.front = front;
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler handler = new ServletContextHandler(context);
        HttpServlet servlet = new GuestkitServlet(front);
        ServletHolder holder = new ServletHolder(servlet);
        holder.setAsyncSupported(true);
        handler.addServlet(holder, mapping);
        server.setHandler(handler);
        try {
            server.start();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        uri = URI.create("http://127.0.0.1:" + connector.getLocalPort() + path);
    }

    @Override
    public URI uri() {
        return uri;
    }

    @Override
    public void close() {
        front.close();
        try {
            server.stop();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
