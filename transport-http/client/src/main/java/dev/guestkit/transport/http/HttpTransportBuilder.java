package dev.guestkit.transport.http;

import dev.guestkit.worker.spi.TimeSource;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;

/** Builds a {@link HttpTransport}. Not thread-safe. */
public final class HttpTransportBuilder {
    private final Connection connection;
    private TimeSource time = TimeSource.system();
    private Duration longPoll = Duration.ofSeconds(20);

    HttpTransportBuilder(URI url) {
        connection = new Connection(url);
    }

    /** The token that the server knows this end by; none by default. */
    public HttpTransportBuilder token(String secret) {
        connection.token(() -> secret);
        return this;
    }

    /** Where the token comes from, asked before each request: it may change while the transport is open. */
    public HttpTransportBuilder token(Supplier<String> secret) {
        connection.token(secret);
        return this;
    }

    /** A file that holds nothing but the token, read before each request: it may be replaced while the transport is open. */
    public HttpTransportBuilder tokenFile(Path file) {
        connection.token(new TokenFile(file));
        return this;
    }

    /** The client that carries the requests, for certificates or a proxy; one of our own by default. The caller keeps it. */
    public HttpTransportBuilder httpClient(HttpClient client) {
        connection.httpClient(client);
        return this;
    }

    /** How long an answer may take to begin, the wait of a claim aside; 10 s by default. */
    public HttpTransportBuilder requestTimeout(Duration limit) {
        connection.timeout(limit);
        return this;
    }

    /** How long one request of a claim waits for a job before it is made again; 20 s by default, and a server may answer sooner. */
    public HttpTransportBuilder longPoll(Duration longest) {
        longPoll = Urls.positive("longPoll", longest);
        return this;
    }

    /** The clock by which the wait of a claim is measured; that of the machine by default. */
    public HttpTransportBuilder time(TimeSource clock) {
        time = clock;
        return this;
    }

    /** The transport; nothing is sent yet. */
    public HttpTransport build() {
        String session = HttpClients.random();
        Link link = new Link(connection.server());
        return new HttpTransport(link, new RemoteClaims(link, time, session, longPoll, connection.timeout()), session);
    }
}
