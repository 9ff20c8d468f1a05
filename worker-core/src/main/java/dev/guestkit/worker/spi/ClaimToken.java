package dev.guestkit.worker.spi;

/**
 * Proof of a claim. A new claim of the same job has a higher epoch; the nonce tells two claims of one epoch apart.
 *
 * @param jobId the claimed job
 * @param epoch from 1, +1 per claim of the job
 * @param nonce random, plain ASCII letters and digits
 */
public record ClaimToken(String jobId, long epoch, String nonce) {}
