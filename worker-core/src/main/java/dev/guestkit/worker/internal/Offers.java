package dev.guestkit.worker.internal;

import dev.guestkit.job.WorkerCapabilities;
import dev.guestkit.worker.spi.WorkerOffer;
import java.util.Map;
import java.util.Set;

/** Makes the offer of a claim. The capabilities in it are those of the last heartbeat. */
final class Offers {
    private final Set<String> payloadTypes;
    private volatile WorkerCapabilities capabilities;

    Offers(Set<String> payloadTypes, WorkerCapabilities capabilities) {
        this.payloadTypes = Set.copyOf(payloadTypes);
        this.capabilities = capabilities;
    }

    void capabilities(WorkerCapabilities now) {
        capabilities = now;
    }

    WorkerCapabilities capabilities() {
        return capabilities;
    }

    WorkerOffer offer(int jobs, Map<String, Integer> operations) {
        return new WorkerOffer(capabilities, payloadTypes, jobs, operations);
    }
}
