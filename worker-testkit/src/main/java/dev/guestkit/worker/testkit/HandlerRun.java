package dev.guestkit.worker.testkit;

import dev.guestkit.job.JobResult;
import dev.guestkit.worker.spi.JobRecord;
import dev.guestkit.worker.spi.StoredEvent;
import java.util.List;

/**
 * What became of one job.
 *
 * @param result its one result
 * @param record what the store knows of it
 * @param events everything that happened to it
 */
public record HandlerRun(JobResult result, JobRecord record, List<StoredEvent> events) {
    /** Copies the list. */
    public HandlerRun {
        events = List.copyOf(events);
    }
}
