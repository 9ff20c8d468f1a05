package dev.guestkit.job;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The immutable wire document of one job (protocol, section 1). */
public record JobDocument(
        Optional<String> schema,
        String version,
        String jobId,
        Instant createdAt,
        String kind,
        String operation,
        Payload payload,
        Optional<Metadata> metadata,
        Optional<Execution> execution,
        Optional<Constraints> constraints,
        Optional<Routing> routing,
        Optional<Observability> observability,
        Optional<Audit> audit,
        Map<String, Json> unknown) {
    /** Copies the collections. */
    public JobDocument {
        unknown = Map.copyOf(unknown);
    }

    /** The value of {@code kind} that every document carries. */
    public static final String KIND = "VMOperation";

    /** The value of {@code version} that every document carries. */
    public static final String VERSION = "1.0";

    /** The execution policy, with the defaults of the protocol where the document has none. */
    public Execution executionOrDefault() {
        return execution.orElse(Execution.DEFAULT);
    }
}
