package dev.guestkit.job;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a worker is and can do (protocol, section 7). */
public record WorkerCapabilities(
        String workerId,
        String version,
        String hostname,
        Instant registeredAt,
        Abilities capabilities,
        Resources resources,
        Configuration configuration,
        Status status,
        Map<String, Json> unknown) {
    /** Copies the collections. */
    public WorkerCapabilities {
        unknown = Map.copyOf(unknown);
    }

    /** The operations, features and disk formats at hand, each probed. */
    public record Abilities(List<String> operations, List<String> features, List<String> diskFormats) {
        /** Copies the lists. */
        public Abilities {
            operations = List.copyOf(operations);
            features = List.copyOf(features);
            diskFormats = List.copyOf(diskFormats);
        }
    }

    /** What the worker may use; sizes in GB of 10^9 bytes. */
    public record Resources(
            int maxConcurrentJobs,
            Optional<Long> maxDiskSizeGb,
            Optional<Long> availableDiskGb,
            int cpuCores,
            long memoryGb) {}

    /** How the worker was set up. */
    public record Configuration(boolean privileged, Optional<String> workerPool, Map<String, String> dataLocality) {
        /** Copies the map. */
        public Configuration {
            dataLocality = Map.copyOf(dataLocality);
        }
    }

    /** How the worker is just now: {@code ready}, {@code busy}, {@code draining} or {@code offline}. */
    public record Status(String state, int currentJobs, Instant lastHeartbeat) {}
}
