package dev.guestkit.http.server.internal.jetty;

import dev.guestkit.http.server.internal.route.Front;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** One Jetty with one socket. */
public final class JettyServer {
    /** It never waits for anything, so that few threads serve any number of connections. */
    private static final int THREADS = 8;

    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final int HEADER_BYTES = 16 << 10;

    private final Server server;
    private final ServerConnector connector;
    private final boolean secure;

    /** Makes one that has not begun. */
    public JettyServer(String name, Front front, Socket socket) {
        QueuedThreadPool threads = new QueuedThreadPool(THREADS, 2);
        threads.setReservedThreads(0);
        threads.setName("guestkit-" + name);
        threads.setDaemon(true);
        server = new Server(threads);
        secure = socket.tls().isPresent();
        connector = connector(socket);
        connector.setHost(socket.host());
        connector.setPort(socket.port());
        connector.setIdleTimeout(IDLE.toMillis());
        connector.setAcceptQueueSize(1024);
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(socket.mostConnections(), connector));
        GracefulHandler graceful = new GracefulHandler();
        graceful.setHandler(new JettyHandler(front));
        server.setHandler(graceful);
        server.setErrorHandler(new JettyErrors());
        server.setStopTimeout(socket.grace().toMillis());
        server.setStopAtShutdown(false);
    }

    /** Where it listens, and how. */
    public record Socket(String host, int port, Optional<SSLContext> tls, int mostConnections, Duration grace) {}

    private ServerConnector connector(Socket socket) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(HEADER_BYTES);
        http.setIdleTimeout(IDLE.toMillis());
        if (socket.tls().isEmpty()) {
            return new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        }
        SecureRequestCustomizer names = new SecureRequestCustomizer();
        names.setSniHostCheck(false); // the certificate is the client's to judge; clients by address have no name
        http.addCustomizer(names);
        SslContextFactory.Server tls = new SslContextFactory.Server();
        tls.setSslContext(socket.tls().get());
        return new ServerConnector(
                server, 1, 1, new SslConnectionFactory(tls, "http/1.1"), new HttpConnectionFactory(http));
    }

    /**
     * Begins.
     *
     * @throws IllegalStateException when the address is taken or not to be had
     */
    public void start() {
        try {
            server.start();
        } catch (Exception e) { // Jetty's method declares it; whatever it is, nothing listens
            stopQuietly();
            throw new IllegalStateException(
                    "cannot listen on " + connector.getHost() + ":" + connector.getPort() + ": " + e.getMessage(), e);
        }
    }

    /** Where it answers. */
    public URI uri() {
        String host = connector.getHost().contains(":") ? "[" + connector.getHost() + "]" : connector.getHost();
        return URI.create((secure ? "https" : "http") + "://" + host + ":" + connector.getLocalPort());
    }

    /** Takes no more connections, lets requests end for the grace time, and ends. */
    public void stop() {
        stopQuietly();
    }

    private void stopQuietly() {
        try {
            server.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) { // Jetty's method declares it; what did not stop in time was ended
            org.slf4j.LoggerFactory.getLogger(JettyServer.class).debug("the server stopped the hard way", e);
        }
    }
}
