package dev.guestkit.worker.store;

import dev.guestkit.job.Constraints;
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
        List<String> lacks = new ArrayList<>();
        if (!payloadTypes.contains(demand.payloadType())) {
            lacks.add("no handler for " + demand.payloadType());
        }
        demand.workerId()
                .filter(id -> !id.equals(worker.workerId()))
                .ifPresent(id -> lacks.add("the job is for worker " + id));
        Optional<String> pool = worker.configuration().workerPool();
        demand.workerPool()
                .filter(wanted -> !pool.equals(Optional.of(wanted)))
                .ifPresent(wanted -> lacks.add("not in pool " + wanted));
        demand.constraints().ifPresent(constraints -> check(constraints, worker, lacks));
        return lacks;
    }

    private static void check(Constraints constraints, WorkerCapabilities worker, List<String> lacks) {
        constraints
                .allowedWorkerPools()
                .filter(pools -> worker.configuration()
                        .workerPool()
                        .filter(pools::contains)
                        .isEmpty())
                .ifPresent(pools -> lacks.add("not in one of the pools " + pools));
        constraints.requiredFeatures().orElse(List.of()).stream()
                .filter(feature -> !worker.capabilities().features().contains(feature))
                .forEach(feature -> lacks.add("no feature " + feature));
        if (constraints.requirePrivileged().orElse(false)
                && !worker.configuration().privileged()) {
            lacks.add("not privileged");
        }
    }

    /** Whether the worker has at hand what the demand's affinity asks for. */
    static boolean isPreferred(Demand demand, WorkerCapabilities worker) {
        Map<String, String> locality = worker.configuration().dataLocality();
        return locality.entrySet().containsAll(demand.affinity().entrySet());
    }

    static boolean mayRun(Line line, WorkerOffer offer) {
        WorkerCapabilities worker = offer.capabilities();
        return (!line.preferring || isPreferred(line.demand, worker))
                && lacks(line.demand, worker, offer.payloadTypes()).isEmpty();
    }
}
