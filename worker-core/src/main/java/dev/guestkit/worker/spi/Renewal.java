package dev.guestkit.worker.spi;

import java.time.Duration;
import java.util.Optional;

/**
 * The answer to the renewal of one lease.
 *
 * @param outcome {@code OK} or {@code FENCED}
 * @param lease how long it lasts now, from when the renewal was sent
 * @param cancelReason why a stop was asked for, when it was
 */
public record Renewal(WriteOutcome outcome, Duration lease, Optional<String> cancelReason) {}
