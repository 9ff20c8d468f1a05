package dev.guestkit.job;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a worker is and can do (protocol, section 7). */
public record WorkerCapabilities(
        @Size(min = 1, message = Rules.NOT_EMPTY) String workerId,
        String version,
        String hostname,
        Instant registeredAt,
        @Valid Abilities capabilities,
        @Valid Resources resources,
        @Valid Configuration configuration,
        @Valid Status status,
        Map<String, Json> unknown) {
    /** Copies the collections. */
    public WorkerCapabilities {
        unknown = Map.copyOf(unknown);
    }

    /** The operations, features and disk formats at hand, each probed. */
    public record Abilities(
            List<String> operations, List<String> features, List<String> diskFormats, Map<String, Json> unknown) {
        /** Copies the collections. */
        public Abilities {
            operations = List.copyOf(operations);
            features = List.copyOf(features);
            diskFormats = List.copyOf(diskFormats);
            unknown = Map.copyOf(unknown);
        }

        /** Makes one without unknown keys. */
        public Abilities(List<String> operations, List<String> features, List<String> diskFormats) {
            this(operations, features, diskFormats, Map.of());
        }
    }

    /** What the worker may use; sizes in GB of 10^9 bytes. */
    public record Resources(
            @Min(value = 0, message = Rules.AT_LEAST) int maxConcurrentJobs,
            Optional<@Min(value = 0, message = Rules.AT_LEAST) Long> maxDiskSizeGb,
            Optional<@Min(value = 0, message = Rules.AT_LEAST) Long> availableDiskGb,
            @Min(value = 0, message = Rules.AT_LEAST) int cpuCores,
            @Min(value = 0, message = Rules.AT_LEAST) long memoryGb,
            Map<String, Json> unknown) {
        /** Copies the map. */
        public Resources {
            unknown = Map.copyOf(unknown);
        }

        /** Makes one without unknown keys. */
        public Resources(
                int maxConcurrentJobs,
                Optional<Long> maxDiskSizeGb,
                Optional<Long> availableDiskGb,
                int cpuCores,
                long memoryGb) {
            this(maxConcurrentJobs, maxDiskSizeGb, availableDiskGb, cpuCores, memoryGb, Map.of());
        }
    }

    /** How the worker was set up. */
    public record Configuration(
            boolean privileged,
            Optional<@Size(min = 1, message = Rules.NOT_EMPTY) String> workerPool,
            Map<String, String> dataLocality,
            Map<String, Json> unknown) {
        /** Copies the maps. */
        public Configuration {
            dataLocality = Map.copyOf(dataLocality);
            unknown = Map.copyOf(unknown);
        }

        /** Makes one without unknown keys. */
        public Configuration(boolean privileged, Optional<String> workerPool, Map<String, String> dataLocality) {
            this(privileged, workerPool, dataLocality, Map.of());
        }
    }

    /** How the worker is just now: {@code ready}, {@code busy}, {@code draining} or {@code offline}. */
    public record Status(
            @Pattern(regexp = Rules.STATES, message = "must be one of " + Rules.STATES)
            String state,

            @Min(value = 0, message = Rules.AT_LEAST) int currentJobs,
            Instant lastHeartbeat,
            Map<String, Json> unknown) {
        /** Copies the map. */
        public Status {
            unknown = Map.copyOf(unknown);
        }

        /** Makes one without unknown keys. */
        public Status(String state, int currentJobs, Instant lastHeartbeat) {
            this(state, currentJobs, lastHeartbeat, Map.of());
        }
    }
}
