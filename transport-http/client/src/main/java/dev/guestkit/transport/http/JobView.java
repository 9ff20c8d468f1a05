package dev.guestkit.transport.http;

import dev.guestkit.job.JobStatus;
import java.time.Instant;
import java.util.Optional;

/**
 * Where a job stands, as the REST API says it (protocol, section 8).
 *
 * @param completedAt when it reached its terminal state, whichever
 * @param error {@code CODE: message} when it ended otherwise than completed
 */
public record JobView(
        String jobId,
        JobStatus status,
        String operation,
        Instant submittedAt,
        Optional<Instant> startedAt,
        Optional<Instant> completedAt,
        Optional<String> workerId,
        Optional<String> error) {}
