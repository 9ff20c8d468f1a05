package dev.guestkit.worker.spi;

import java.time.Instant;
import java.util.Optional;

/** One row of a listing. */
public record JobSummary(
        String jobId,
        String operation,
        JobState state,
        Instant submittedAt,
        Optional<Instant> startedAt,
        Optional<Instant> endedAt,
        Optional<String> workerId,
        Optional<String> errorCode) {}
