package dev.guestkit.worker.spi;

import dev.guestkit.job.WorkerCapabilities;
import java.util.Map;
import java.util.Set;

/**
 * What a worker can take just now.
 *
 * @param capabilities who it is and what it can do
 * @param payloadTypes every {@code payload.type} it has a handler for
 * @param permits how many jobs it can take in all
 * @param operationPermits how many of an operation, where that is limited further
 */
public record WorkerOffer(
        WorkerCapabilities capabilities, Set<String> payloadTypes, int permits, Map<String, Integer> operationPermits) {
    /** Copies the collections. */
    public WorkerOffer {
        payloadTypes = Set.copyOf(payloadTypes);
        operationPermits = Map.copyOf(operationPermits);
    }
}
