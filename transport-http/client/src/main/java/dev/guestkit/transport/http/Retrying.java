package dev.guestkit.transport.http;

import dev.guestkit.transport.http.HttpApiException.Kind;
import dev.guestkit.transport.http.internal.WireException;
import dev.guestkit.transport.http.internal.WireObject;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;

/** Requests that are made again while the server is away for a while, after pauses that double. Thread-safe. */
final class Retrying {
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    private final Server server;
    private final int retries;

    Retrying(Server server, int retries) {
        this.server = server;
        this.retries = retries;
    }

    Server server() {
        return server;
    }

    /** What {@code read} makes of a successful answer; anything else fails with {@link HttpApiException}. */
    <T> CompletableFuture<T> send(Call call, BiFunction<Answer, WireObject, T> read) {
        return answer(call).thenApply(answer -> {
            WireObject data = answer.object();
            try {
                return read.apply(answer, data);
            } catch (WireException e) {
                throw answer.unreadable(e.text());
            }
        });
    }

    /** A successful answer. */
    CompletableFuture<Answer> answer(Call call) {
        return attempt(call, call.repeats() > 0 ? retries : 0, FIRST_PAUSE_MILLIS);
    }

    private CompletableFuture<Answer> attempt(Call call, int left, long pause) {
        return server.send(call).thenApply(Answer::successful).exceptionallyCompose(failure -> {
            Throwable why = Exchange.unwrapped(failure);
            return left > 0 && isTransient(why) && !server.isClosed()
                    ? later(call, left - 1, pause, why)
                    : CompletableFuture.failedFuture(why);
        });
    }

    private CompletableFuture<Answer> later(Call call, int left, long pause, Throwable why) {
        long wait = Math.max(pause / 2, asked(why).toMillis())
                + ThreadLocalRandom.current().nextLong(pause / 2 + 1);
        return CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(wait, TimeUnit.MILLISECONDS))
                .thenCompose(paused -> attempt(call, left, Math.min(2 * pause, LONGEST_PAUSE_MILLIS)));
    }

    private static boolean isTransient(Throwable why) {
        return why instanceof HttpApiException e && (e.kind() == Kind.UNREACHABLE || e.kind() == Kind.UNAVAILABLE);
    }

    /** What the server asked for in {@code Retry-After}, within reason. */
    private static Duration asked(Throwable why) {
        Duration asked = why instanceof HttpApiException e ? e.retryAfter() : Duration.ZERO;
        Duration most = Duration.ofMillis(LONGEST_PAUSE_MILLIS);
        return asked.compareTo(most) > 0 ? most : asked;
    }
}
