package dev.guestkit.job;

import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** One progress event of a job (protocol, section 4). */
public record ProgressEvent(
        @Formed(value = Form.JOB_ID, message = Rules.JOB_ID_TEXT)
        String jobId,

        Instant timestamp,
        @Min(value = 0, message = Rules.AT_LEAST) long sequence,
        String phase,
        Optional<@Min(value = 1, message = Rules.AT_LEAST) Integer> attempt,
        Optional<
                        @DecimalMin(value = "0", message = Rules.AT_LEAST)
                        @DecimalMax(value = "100", message = Rules.AT_MOST) Double>
                progressPercent,
        String message,
        Optional<Json> details,
        Optional<@Valid Observability> observability,
        Map<String, Json> unknown) {
    /** Copies the collections. */
    public ProgressEvent {
        unknown = Map.copyOf(unknown);
    }
}
