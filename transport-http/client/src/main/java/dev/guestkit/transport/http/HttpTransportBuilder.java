package dev.guestkit.transport.http;

import dev.guestkit.worker.spi.TimeSource;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Builds a {@link HttpTransport}. Not thread-safe. */
public final class HttpTransportBuilder {
    final URI url;
    TimeSource time = TimeSource.system();
    Duration timeout = Duration.ofSeconds(10);
    Duration longPoll = Duration.ofSeconds(20);
    private Optional<Supplier<String>> token = Optional.empty();
    private Optional<HttpClient> http = Optional.empty();

    HttpTransportBuilder(URI url) {
        this.url = Urls.checked(url);
    }

    /** The token that the server knows this end by; none by default. */
    public HttpTransportBuilder token(String secret) {
        return token(() -> secret);
    }

    /** Where the token comes from, asked before each request: it may change while the transport is open. */
    public HttpTransportBuilder token(Supplier<String> secret) {
        token = Optional.of(secret);
        return this;
    }

    /** A file that holds nothing but the token, read before each request: it may be replaced while the transport is open. */
    public HttpTransportBuilder tokenFile(Path file) {
        return token(new TokenFile(file));
    }

    /** The client that carries the requests, for certificates or a proxy; one of our own by default. The caller keeps it. */
    public HttpTransportBuilder httpClient(HttpClient client) {
        http = Optional.of(client);
        return this;
    }

    /** How long an answer may take to begin, the wait of a claim aside; 10 s by default. */
    public HttpTransportBuilder requestTimeout(Duration limit) {
        timeout = Urls.positive("requestTimeout", limit);
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
        HttpClient carrier = http.orElseGet(HttpClients::make);
        return new HttpTransport(new Server(url, token, carrier, timeout), this, HttpClients.random());
    }
}
