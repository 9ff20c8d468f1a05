package dev.guestkit.http.server;

import dev.guestkit.http.server.internal.jetty.JettyServer;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** Sets up a {@link HttpListener}. Not thread-safe. */
public final class HttpListenerBuilder {
    private final HttpFront front;
    private String host = "127.0.0.1";
    private int port = 8080;
    private Optional<SSLContext> tls = Optional.empty();
    private boolean plain;
    private boolean metricsOnly;
    private int connections = 8192;
    private Duration grace = Duration.ofSeconds(10);

    HttpListenerBuilder(HttpFront front) {
        this.front = front;
    }

    /** The address; port 0 takes any that is free. Default: 127.0.0.1, port 8080. */
    public HttpListenerBuilder address(String name, int number) {
        host = name;
        port = number;
        return this;
    }

    /** Speaks TLS. Default: it does not. */
    public HttpListenerBuilder tls(SSLContext context) {
        tls = Optional.of(context);
        return this;
    }

    /** Allows an address beyond loopback without TLS, for example behind a proxy that has it. */
    public HttpListenerBuilder plainTextAnywhere() {
        plain = true;
        return this;
    }

    /** Serves metrics, {@code /health}, {@code /live} and {@code /ready}, and nothing else. */
    public HttpListenerBuilder metricsOnly() {
        metricsOnly = true;
        return this;
    }

    /** How many connections it holds at most; further ones wait. Default: 8,192. */
    public HttpListenerBuilder maxConnections(int most) {
        connections = most;
        return this;
    }

    /** How long requests that are under way may take when it closes. Default: 10 s. */
    public HttpListenerBuilder grace(Duration time) {
        grace = time;
        return this;
    }

    /**
     * Listens.
     *
     * @throws IllegalArgumentException when the address is beyond loopback, without credentials, or without TLS and without the switch
     * @throws IllegalStateException when the address is taken or not to be had
     */
    public HttpListener start() {
        requireSafe();
        JettyServer server = new JettyServer(
                metricsOnly ? "metrics" : "api",
                metricsOnly ? front.metrics() : front.api(),
                new JettyServer.Socket(host, port, tls, connections, grace));
        server.start();
        return new HttpListener(server);
    }

    private void requireSafe() {
        if (isLoopback() || (metricsOnly && front.showsMetricsToAnybody())) {
            return;
        }
        if (!front.authenticates()) {
            throw new IllegalArgumentException("the address " + host
                    + " is beyond loopback and the server asks for no credentials; give it a token file");
        }
        if (tls.isEmpty() && !plain) {
            throw new IllegalArgumentException("the address " + host
                    + " is beyond loopback and tokens would cross the network in plain text; give it TLS, or allow plain text"
                    + " where something before it speaks TLS");
        }
    }

    private boolean isLoopback() {
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                if (!address.isLoopbackAddress()) {
                    return false;
                }
            }
            return true;
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("there is no address " + host, e);
        }
    }
}
