package dev.guestkit.job;

import java.util.Map;

/** One stored artifact: its name, its size in bytes, its SHA-256 in lower-case hex. */
public record ArtifactDetail(String name, long sizeBytes, String sha256, Map<String, Json> unknown) {
    /** Copies the collections. */
    public ArtifactDetail {
        unknown = Map.copyOf(unknown);
    }
}
