package dev.guestkit.job;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a job left behind. */
public record Outputs(
        Optional<String> primary,
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
