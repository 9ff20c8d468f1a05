package dev.guestkit.transport.http;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** What both builders are told of a server. Not thread-safe. */
final class Connection {
    private final URI url;
    private Optional<Supplier<String>> token = Optional.empty();
    private Optional<HttpClient> http = Optional.empty();
    private Duration timeout = Duration.ofSeconds(10);

    Connection(URI url) {
        this.url = Urls.checked(url);
    }

    void token(Supplier<String> secret) {
        token = Optional.of(secret);
    }

    void httpClient(HttpClient client) {
        http = Optional.of(client);
    }

    void timeout(Duration limit) {
        timeout = Urls.positive("requestTimeout", limit);
    }

    Duration timeout() {
        return timeout;
    }

    Server server() {
        return new Server(url, token, http.orElseGet(HttpClients::make), timeout);
    }
}
