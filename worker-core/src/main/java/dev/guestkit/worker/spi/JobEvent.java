package dev.guestkit.worker.spi;

import dev.guestkit.job.Json;
import dev.guestkit.job.ProgressEvent;
import java.time.Instant;

/** Something that happened to a job, in the order in which the store took it. */
public sealed interface JobEvent {
    /** When it happened, by the wall clock of who reported it. */
    Instant at();

    /** A progress event; its sequence is given by the store. */
    record Progress(ProgressEvent event) implements JobEvent {
        @Override
        public Instant at() {
            return event.timestamp();
        }
    }

    /** A change of state. */
    record StateChange(HistoryEntry entry) implements JobEvent {
        @Override
        public Instant at() {
            return entry.at();
        }
    }

    /**
     * A line that a handler logged for whoever watches the job.
     *
     * @param level {@code debug}, {@code info}, {@code warn} or {@code error}
     * @param fields structured values, an object, may be empty
     */
    record Log(Instant at, String level, String message, Json fields) implements JobEvent {}
}
