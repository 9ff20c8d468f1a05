package dev.guestkit.worker.spi;

import java.util.Optional;

/** What an operator does with a queue. Thread-safe; throws {@link TransportException} when the store does not answer. */
public interface QueueControl {
    /** Counts, in constant time. */
    QueueStats stats();

    /** Stops claims until {@link #resume()}; on durable stores a restart does not lift it. Running jobs go on. */
    void pause(String reason);

    /** Lifts a pause. */
    void resume();

    /** Why the queue is paused, empty when it is not. */
    Optional<String> pauseReason();

    /**
     * Sends jobs with dead leases back to the queue or ends them as poison, and ends queued jobs whose deadline has
     * passed. Any worker beside the store may call it, many at once do no harm.
     *
     * @return how many jobs changed
     */
    int expire();
}
