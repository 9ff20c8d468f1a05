package dev.guestkit.transport.http;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpTimeoutException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** One request until it has an answer: made again when its connection is cut, ended when nobody wants the answer any more. */
@SuppressWarnings("FutureReturnValueIgnored") // what becomes of a request is told by its one answer
final class Exchange<T> {
    private final HttpClient http;
    private final Supplier<HttpRequest> request;
    private final BodyHandler<T> handler;
    private final CompletableFuture<HttpResponse<T>> answer = new CompletableFuture<>();
    private volatile CompletableFuture<HttpResponse<T>> sent = new CompletableFuture<>();

    private Exchange(HttpClient http, Supplier<HttpRequest> request, BodyHandler<T> handler) {
        this.http = http;
        this.request = request;
        this.handler = handler;
        // Given up or timed out: the exchange must end as well, or a long poll would go on at the server.
        answer.whenComplete((response, failure) -> {
            if (failure != null) {
                sent.cancel(true);
            }
        });
    }

    /** The answer; cancelling it ends the exchange. */
    static <T> CompletableFuture<HttpResponse<T>> begin(
            HttpClient http, Supplier<HttpRequest> request, BodyHandler<T> handler, int repeats) {
        Exchange<T> exchange = new Exchange<>(http, request, handler);
        exchange.attempt(repeats);
        return exchange.answer;
    }

    private void attempt(int left) {
        CompletableFuture<HttpResponse<T>> attempt = http.sendAsync(request.get(), handler);
        sent = attempt;
        if (answer.isDone()) { // since before it was sent: whoever gave up has not seen this one
            attempt.cancel(true);
        }
        attempt.whenComplete((response, failure) -> {
            if (failure == null) {
                answer.complete(response);
            } else if (left > 0 && !answer.isDone() && wasCut(unwrapped(failure))) {
                attempt(left - 1);
            } else {
                answer.completeExceptionally(unwrapped(failure));
            }
        });
    }

    /** A stale connection or one cut on the way; not a server that is slow, which would be asked twice the time. */
    private static boolean wasCut(Throwable failure) {
        return failure instanceof IOException && !(failure instanceof HttpTimeoutException);
    }

    static Throwable unwrapped(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
