package dev.guestkit.job;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** One progress event of a job (protocol, section 4). */
public record ProgressEvent(
        String jobId,
        Instant timestamp,
        long sequence,
        String phase,
        Optional<Integer> attempt,
        Optional<Double> progressPercent,
        String message,
        Optional<Json> details,
        Optional<Observability> observability,
        Map<String, Json> unknown) {
    /** Copies the collections. */
    public ProgressEvent {
        unknown = Map.copyOf(unknown);
    }
}
