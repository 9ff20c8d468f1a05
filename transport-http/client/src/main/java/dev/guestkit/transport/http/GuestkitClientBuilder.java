package dev.guestkit.transport.http;

import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;

/** Builds a {@link GuestkitClient}. Not thread-safe. */
public final class GuestkitClientBuilder {
    private final Connection connection;
    private int retries = 4;

    GuestkitClientBuilder(URI url) {
        connection = new Connection(url);
    }

    /** The token that the server knows this end by; none by default. */
    public GuestkitClientBuilder token(String secret) {
        connection.token(() -> secret);
        return this;
    }

    /** Where the token comes from, asked before each request: it may change while the client is open. */
    public GuestkitClientBuilder token(Supplier<String> secret) {
        connection.token(secret);
        return this;
    }

    /** A file that holds nothing but the token, read before each request: it may be replaced while the client is open. */
    public GuestkitClientBuilder tokenFile(Path file) {
        connection.token(new TokenFile(file));
        return this;
    }

    /** The client that carries the requests, for certificates or a proxy; one of our own by default. The caller keeps it. */
    public GuestkitClientBuilder httpClient(HttpClient client) {
        connection.httpClient(client);
        return this;
    }

    /** How long an answer may take to begin; 10 s by default. */
    public GuestkitClientBuilder requestTimeout(Duration limit) {
        connection.timeout(limit);
        return this;
    }

    /** How often a request is made again while the server is away, after pauses from 0.1 s that double; 4 by default. */
    public GuestkitClientBuilder retries(int times) {
        if (times < 0) {
            throw new IllegalArgumentException("retries must be at least 0, was " + times);
        }
        retries = times;
        return this;
    }

    /** The client; nothing is sent yet. */
    public GuestkitClient build() {
        return new GuestkitClient(new Retrying(connection.server(), retries));
    }
}
