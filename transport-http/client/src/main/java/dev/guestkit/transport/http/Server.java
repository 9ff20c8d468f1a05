package dev.guestkit.transport.http;

import dev.guestkit.transport.http.HttpApiException.Kind;
import dev.guestkit.transport.http.internal.WireJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** One server, and how it is asked. Thread-safe. */
final class Server {
    /** The client's own timeout ends with the head of an answer: a body may take some times as long, not for ever. */
    private static final int BODY_FACTOR = 6;

    private final URI base;
    private final Optional<Supplier<String>> token;
    private final HttpClient http;
    private final Duration timeout;
    private volatile boolean closed;

    Server(URI base, Optional<Supplier<String>> token, HttpClient http, Duration timeout) {
        this.base = base;
        this.token = token;
        this.http = http;
        this.timeout = timeout;
    }

    /** The answer, whatever its status; fails with {@link HttpApiException} when there is none. */
    @SuppressWarnings("FutureReturnValueIgnored") // of what only passes the cancelling on
    CompletableFuture<Answer> send(Call call) {
        CompletableFuture<HttpResponse<byte[]>> exchange = begin(call, info -> new BoundedBody(WireJson.LONGEST_ANSWER))
                .orTimeout(limit(call).toMillis() * BODY_FACTOR, TimeUnit.MILLISECONDS);
        CompletableFuture<Answer> answer = exchange.handle((response, failure) -> {
            if (failure != null) {
                throw new CompletionException(unreachable(call, Exchange.unwrapped(failure)));
            }
            return new Answer(what(call), response.statusCode(), retryAfter(response), response.body());
        });
        answer.whenComplete((done, failure) -> {
            if (answer.isCancelled()) {
                exchange.cancel(true);
            }
        });
        return answer;
    }

    /** In seconds; a date is not understood, and nobody here sends one. */
    private static Duration retryAfter(HttpResponse<?> response) {
        String text = response.headers().firstValue("Retry-After").orElse("");
        return text.matches("\\d{1,6}") ? Duration.ofSeconds(Long.parseLong(text)) : Duration.ZERO;
    }

    /** An exchange whose body the caller takes in its own way; fails with what the client says. */
    <T> CompletableFuture<HttpResponse<T>> begin(Call call, BodyHandler<T> handler) {
        return closed
                ? CompletableFuture.failedFuture(new IOException("this end is closed"))
                : Exchange.begin(http, () -> request(call), handler, call.repeats());
    }

    HttpApiException unreachable(Call call, Throwable failure) {
        return new HttpApiException(
                Kind.UNREACHABLE, what(call) + " had no answer from " + base + ": " + failure, failure);
    }

    private HttpRequest request(Call call) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + call.path()))
                .timeout(limit(call))
                .method(call.method(), call.body().get());
        call.headers().forEach(request::setHeader);
        token.ifPresent(secret -> request.setHeader("Authorization", "Bearer " + secret.get()));
        return request.build();
    }

    private Duration limit(Call call) {
        return call.timeout().isZero() ? timeout : call.timeout();
    }

    /** The path alone: a query may hold what does not belong in logs. */
    static String what(Call call) {
        int query = call.path().indexOf('?');
        return call.method() + " " + (query < 0 ? call.path() : call.path().substring(0, query));
    }

    boolean isClosed() {
        return closed;
    }

    /** No request from now on. */
    void close() {
        closed = true;
    }
}
