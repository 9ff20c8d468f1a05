package dev.guestkit.worker.spi;

/**
 * What became of an artifact.
 *
 * @param outcome {@code OK} or {@code FENCED}
 * @param sizeBytes what was stored
 * @param sha256 of the stored bytes, lower-case hex
 */
public record StoredArtifact(WriteOutcome outcome, long sizeBytes, String sha256) {}
