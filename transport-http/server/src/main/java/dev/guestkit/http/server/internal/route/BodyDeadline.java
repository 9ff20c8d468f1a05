package dev.guestkit.http.server.internal.route;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Ends the reading of bodies that take too long: a client that drips bytes holds a connection, and that not for ever. Thread-safe. */
public final class BodyDeadline {
    private final ScheduledExecutorService timer;
    private final Duration longest;

    /** Makes one that bears {@code longest} for a whole body. */
    public BodyDeadline(ScheduledExecutorService timer, Duration longest) {
        this.timer = timer;
        this.longest = longest;
    }

    void read(Exchange exchange, int limit, BodyReader reader) {
        OnceReader once = new OnceReader(reader);
        exchange.readBody(limit, once);
        // Most bodies are here with their heads; only for the others a clock is set.
        if (!once.told.get()) {
            once.stop(timer.schedule(
                    () -> exchange.stopReading(
                            new TimeoutException("the body took longer than " + longest.toSeconds() + " s")),
                    longest.toMillis(),
                    TimeUnit.MILLISECONDS));
        }
    }

    /** What the client is told, if it listens. */
    static ApiException failed(Throwable why) {
        String message = why instanceof TimeoutException || why.getCause() instanceof TimeoutException
                ? "the body did not come in time"
                : "the body broke off";
        return ApiError.BAD_REQUEST.because(message).header("Connection", "close");
    }

    private static final class OnceReader implements BodyReader {
        private final BodyReader reader;
        private final AtomicBoolean told = new AtomicBoolean();
        private volatile java.util.Optional<ScheduledFuture<?>> clock = java.util.Optional.empty();

        OnceReader(BodyReader reader) {
            this.reader = reader;
        }

        void stop(ScheduledFuture<?> set) {
            clock = java.util.Optional.of(set);
            if (told.get()) {
                set.cancel(false);
            }
        }

        private boolean first() {
            boolean first = told.compareAndSet(false, true);
            clock.ifPresent(c -> c.cancel(false));
            return first;
        }

        @Override
        public void read(byte[] body) {
            if (first()) {
                reader.read(body);
            }
        }

        @Override
        public void tooLong() {
            if (first()) {
                reader.tooLong();
            }
        }

        @Override
        public void failed(Throwable why) {
            if (first()) {
                reader.failed(why);
            }
        }
    }
}
