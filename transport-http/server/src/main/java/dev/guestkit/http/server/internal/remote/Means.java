package dev.guestkit.http.server.internal.remote;

import dev.guestkit.worker.spi.TimeSource;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What endpoints that answer later need of their server.
 *
 * @param time the clock of leases and waits
 * @param workers threads that may wait for the store
 * @param timer one that may not
 */
public record Means(TimeSource time, Executor workers, ScheduledExecutorService timer) {
    private static final Logger log = LoggerFactory.getLogger(Means.class);

    /** Does something soon; it is quick. */
    @SuppressWarnings("FutureReturnValueIgnored") // it ends with the timer
    void later(Duration pause, Runnable task) {
        try {
            timer.schedule(task, pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            log.debug("the server closes, and nothing comes later", e);
        }
    }

    /** Whether a thread takes it. */
    boolean run(Runnable task) {
        try {
            workers.execute(task);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }
}
