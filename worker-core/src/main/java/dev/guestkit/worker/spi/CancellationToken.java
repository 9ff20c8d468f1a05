package dev.guestkit.worker.spi;

import java.util.Optional;

/** Says that work must stop, and why; the first reason stays. Thread-safe. */
public interface CancellationToken {
    /** Why work must stop, empty while it may go on. */
    Optional<StopReason> reason();

    /** Whether work must stop. */
    default boolean isCancelled() {
        return reason().isPresent();
    }

    /**
     * Goes on silently, or ends the attempt.
     *
     * @throws CancelledException when work must stop
     */
    void throwIfCancelled();

    /**
     * Runs {@code action} when work must stop, at once when it must already; on the thread that asks for the stop, so it must
     * be quick. Closing the subscription takes the action back.
     */
    Subscription onCancel(Runnable action);
}
