package dev.guestkit.worker.store;

import dev.guestkit.job.CapabilityMatcher;
import dev.guestkit.job.Routing;
import dev.guestkit.job.WorkerCapabilities;
import dev.guestkit.worker.spi.WorkerOffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether a worker may run jobs of a demand; the one place where that is decided. */
final class WorkerMatch {
    private WorkerMatch() {}

    /** What the worker lacks, each in a few words; empty when it may run such jobs. */
    static List<String> lacks(Demand demand, WorkerCapabilities worker, Set<String> payloadTypes) {
        Routing routing =
                new Routing(demand.workerId(), demand.workerPool(), Optional.empty(), Optional.empty(), Map.of());
        List<String> lacks = new ArrayList<>();
        CapabilityMatcher.mismatches(demand.operation(), demand.constraints(), Optional.of(routing), worker)
                .forEach(mismatch -> lacks.add(mismatch.message()));
        if (lacks.isEmpty() && !payloadTypes.contains(demand.payloadType())) {
            lacks.add("the worker has no handler for payloads of type " + demand.payloadType());
        }
        return lacks;
    }

    /** Whether the worker has at hand what the demand's affinity asks for. */
    static boolean isPreferred(Demand demand, WorkerCapabilities worker) {
        Map<String, String> locality = worker.configuration().dataLocality();
        return locality.entrySet().containsAll(demand.affinity().entrySet());
    }

    static boolean mayRun(Line line, WorkerOffer offer) {
        WorkerCapabilities worker = offer.capabilities();
        Demand demand = line.demand;
        if (!offer.payloadTypes().contains(demand.payloadType())
                || (demand.workerId().isPresent() && !demand.workerId().get().equals(worker.workerId()))) {
            return false; // most lines fall out here without a list of what is lacking
        }
        return (!line.preferring || isPreferred(demand, worker))
                && lacks(demand, worker, offer.payloadTypes()).isEmpty();
    }
}
