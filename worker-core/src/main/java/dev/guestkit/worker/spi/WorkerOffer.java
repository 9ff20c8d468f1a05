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
 * @param relayed whether it is another process than the one that claims, which does so for it: the end of the claiming process
 *     then says nothing of the worker
 */
public record WorkerOffer(
        WorkerCapabilities capabilities,
        Set<String> payloadTypes,
        int permits,
        Map<String, Integer> operationPermits,
        boolean relayed) {
    /** Copies the collections. */
    public WorkerOffer {
        payloadTypes = Set.copyOf(payloadTypes);
        operationPermits = Map.copyOf(operationPermits);
    }

    /** Makes the offer of a worker in the process that claims. */
    public WorkerOffer(
            WorkerCapabilities capabilities,
            Set<String> payloadTypes,
            int permits,
            Map<String, Integer> operationPermits) {
        this(capabilities, payloadTypes, permits, operationPermits, false);
    }
}
