package dev.guestkit.worker.spi;

import java.util.List;

/**
 * Some events of one job.
 *
 * @param events in order
 * @param gap whether events between the asked place and the first one here are gone
 * @param ended whether the job has ended and nothing will follow the last one here
 */
public record EventPage(List<StoredEvent> events, boolean gap, boolean ended) {
    /** Copies the list. */
    public EventPage {
        events = List.copyOf(events);
    }
}
