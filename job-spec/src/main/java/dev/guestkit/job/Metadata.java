package dev.guestkit.job;

import java.util.Map;
import java.util.Optional;

/** Names and labels of a job, for people and filters. */
public record Metadata(
        Optional<String> name,
        Optional<String> namespace,
        Optional<Map<String, String>> labels,
        Optional<Map<String, String>> annotations,
        Map<String, Json> unknown) {
    /** Copies the collections. */
    public Metadata {
        unknown = Map.copyOf(unknown);
        labels = labels.map(Map::copyOf);
        annotations = annotations.map(Map::copyOf);
    }
}
