package dev.guestkit.worker.store;

import java.time.Duration;
import java.time.Instant;

/**
 * The order of claims: by enqueue time minus priority times a step, so that urgent jobs go first and nobody starves. Enqueued
 * is a job when the store took it: one that comes back has its old place.
 *
 * @param priorityStep what one step of priority is worth, 60 s in the protocol
 */
public record ClaimOrder(Duration priorityStep) {
    /** The protocol's order. */
    public static final ClaimOrder STANDARD = new ClaimOrder(Duration.ofSeconds(60));

    /** Checks the step. */
    public ClaimOrder {
        if (priorityStep.isNegative()) {
            throw new IllegalArgumentException("priorityStep must not be negative, was " + priorityStep);
        }
    }

    /** The place in line, lowest first: nanoseconds since 1970. */
    public long key(JobTerms terms, JobStanding standing) {
        return nanos(standing.submittedAt()) - terms.priority() * priorityStep.toNanos();
    }

    /** Nanoseconds since 1970, held within what a {@code long} holds with room to add. */
    static long nanos(Instant instant) {
        long seconds = Math.max(-4_000_000_000L, Math.min(8_000_000_000L, instant.getEpochSecond()));
        return seconds * 1_000_000_000L + instant.getNano();
    }
}
