package dev.guestkit.transport.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Content that is read as it comes, of any length. Thread-safe. */
final class Downloads {
    private final Link link;

    Downloads(Link link) {
        this.link = link;
    }

    /** The content, empty when the server has none of that name; the caller closes the stream. */
    Optional<InputStream> open(String path) {
        Call call = Call.get(path).accepting("*/*");
        HttpResponse<InputStream> response = link.head(call, link.server().begin(call, BodyHandlers.ofInputStream()));
        if (response.statusCode() == 200) {
            return Optional.of(response.body());
        }
        Answer answer = new Answer(Server.what(call), response.statusCode(), read(call, response));
        if (answer.status() == 404 && answer.refusal().code().equals("NOT_FOUND")) {
            return Optional.empty();
        }
        throw link.refusal(answer);
    }

    private byte[] read(Call call, HttpResponse<InputStream> response) {
        try (InputStream body = response.body()) {
            return body.readNBytes(1 << 20);
        } catch (IOException e) {
            return link.head(call, CompletableFuture.failedFuture(new CompletionException(e)));
        }
    }
}
