package dev.guestkit.job;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Map;

/** One stored artifact: its name, its size in bytes, its SHA-256 in lower-case hex. */
public record ArtifactDetail(
        @Size(min = 1, message = Rules.NOT_EMPTY) String name,
        @Min(value = 0, message = Rules.AT_LEAST) long sizeBytes,

        @Pattern(regexp = Rules.SHA256, message = "must be 64 hex digits")
        String sha256,

        Map<String, Json> unknown) {
    /** Copies the collections. */
    public ArtifactDetail {
        unknown = Map.copyOf(unknown);
    }
}
