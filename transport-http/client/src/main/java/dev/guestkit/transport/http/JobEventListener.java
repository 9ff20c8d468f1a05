package dev.guestkit.transport.http;

import java.util.Optional;

/** Hears the events of a job. Called on the client's threads, never by two at once: it is quick and does not throw. */
@FunctionalInterface
public interface JobEventListener {
    /** The next event. */
    void event(StreamedEvent event);

    /** Nothing follows: empty after the end of the job, else why the stream cannot go on. */
    default void ended(Optional<HttpApiException> why) {}
}
