package dev.guestkit.job;

import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where a job should run, and beside which jobs it must not. */
public record Routing(
        Optional<@Size(min = 1, message = Rules.NOT_EMPTY) String> workerId,
        Optional<@Size(min = 1, message = Rules.NOT_EMPTY) String> workerPool,
        Optional<Map<String, String>> affinity,
        Optional<Map<String, List<String>>> antiAffinity,
        Map<String, Json> unknown) {
    /** Copies the collections. */
    public Routing {
        unknown = Map.copyOf(unknown);
        affinity = affinity.map(Map::copyOf);
        antiAffinity = antiAffinity.map(Routing::copy);
    }

    /** The key of {@code anti_affinity} under which ids of jobs stand. */
    public static final String CONCURRENT_JOBS = "concurrent_jobs";

    /** No wish at all. */
    public static final Routing ANYWHERE =
            new Routing(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Map.of());

    private static Map<String, List<String>> copy(Map<String, List<String>> map) {
        return map.entrySet().stream()
                .collect(java.util.stream.Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, e -> List.copyOf(e.getValue())));
    }
}
