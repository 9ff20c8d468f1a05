package dev.guestkit.job;

import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a job left behind. */
public record Outputs(
        Optional<@Size(min = 1, message = Rules.NOT_EMPTY) String> primary,
        Optional<List<String>> artifacts,
        Optional<List<ArtifactDetail>> artifactDetails,
        Map<String, Json> unknown) {
    /** Copies the collections. */
    public Outputs {
        unknown = Map.copyOf(unknown);
        artifacts = artifacts.map(List::copyOf);
        artifactDetails = artifactDetails.map(List::copyOf);
    }
}
