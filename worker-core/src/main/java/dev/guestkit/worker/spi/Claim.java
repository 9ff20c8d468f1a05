package dev.guestkit.worker.spi;

import java.time.Duration;

/**
 * A job handed to one worker.
 *
 * @param token what every write about it must carry
 * @param record the job as it was claimed
 * @param lease how long the claim lasts without renewal, from when the store handed it out; a worker that
 *     waited long for it renews before it starts the job, to measure from a moment that it knows
 */
public record Claim(ClaimToken token, JobRecord record, Duration lease) {}
