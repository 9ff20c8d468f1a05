package dev.guestkit.job;

import java.util.Map;
import java.util.Optional;

/** Who submitted a job. What a client claims here is never trusted. */
public record Audit(
        Optional<String> submittedBy,
        Optional<String> submittedFrom,
        Optional<Authorization> authorization,
        Map<String, Json> unknown) {
    /** Copies the collections. */
    public Audit {
        unknown = Map.copyOf(unknown);
    }
}
