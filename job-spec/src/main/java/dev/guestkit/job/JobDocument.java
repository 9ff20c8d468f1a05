package dev.guestkit.job;

import jakarta.validation.Valid;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The immutable wire document of one job (protocol, section 1). */
public record JobDocument(
        Optional<String> schema,

        @Formed(value = Form.VERSION, message = "must be \"1.0\"")
        String version,

        @Formed(value = Form.JOB_ID, message = Rules.JOB_ID_TEXT)
        String jobId,

        Instant createdAt,

        @Formed(value = Form.KIND, message = "must be \"VMOperation\"")
        String kind,

        @Formed(value = Form.OPERATION, message = Rules.OPERATION_TEXT)
        String operation,

        @Valid Payload payload,
        Optional<Metadata> metadata,
        Optional<@Valid Execution> execution,
        Optional<@Valid Constraints> constraints,
        Optional<@Valid Routing> routing,
        Optional<@Valid Observability> observability,
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
