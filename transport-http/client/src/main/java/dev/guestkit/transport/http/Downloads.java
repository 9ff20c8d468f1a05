package dev.guestkit.transport.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Content that is read as it comes, of any length. */
final class Downloads {
    private static final int LONGEST_REFUSAL = 1 << 20;

    private Downloads() {}

    /** The content, empty when the server has none of that name; the caller closes the stream. */
    static Optional<InputStream> open(Server server, String path) {
        Call call = Call.get(path).accepting("*/*");
        CompletableFuture<HttpResponse<InputStream>> head = server.begin(call, BodyHandlers.ofInputStream());
        HttpResponse<InputStream> response = Blocking.uninterruptibly(head.exceptionally(failure -> {
            throw server.unreachable(call, Exchange.unwrapped(failure));
        }));
        if (response.statusCode() == 200) {
            return Optional.of(response.body());
        }
        HttpApiException refusal = refusal(server, call, response);
        if (refusal.status() == 404 && refusal.code().equals("NOT_FOUND")) {
            return Optional.empty();
        }
        throw refusal;
    }

    private static HttpApiException refusal(Server server, Call call, HttpResponse<InputStream> response) {
        try (InputStream body = response.body()) {
            byte[] said = body.readNBytes(LONGEST_REFUSAL);
            return new Answer(Server.what(call), response.statusCode(), Duration.ZERO, said).refusal();
        } catch (IOException e) {
            return server.unreachable(call, e);
        }
    }
}
