package dev.guestkit.worker.store;

import dev.guestkit.job.Constraints;
import dev.guestkit.job.JobDocument;
import dev.guestkit.job.Routing;
import java.util.Map;
import java.util.Optional;

/**
 * Everything of a job that decides which workers may run it; jobs with equal demands wait in one line. Immutable.
 *
 * @param operation the operation
 * @param payloadType the payload's type
 * @param constraints of the document
 * @param workerId the one worker that it is for, if named
 * @param workerPool the pool that it is for, if named
 * @param affinity what its worker should have at hand; a preference that passes
 */
public record Demand(
        String operation,
        String payloadType,
        Optional<Constraints> constraints,
        Optional<String> workerId,
        Optional<String> workerPool,
        Map<String, String> affinity) {
    /** Copies the map. */
    public Demand {
        affinity = Map.copyOf(affinity);
    }

    /** What this document demands. */
    public static Demand of(JobDocument document) {
        Optional<Routing> routing = document.routing();
        return new Demand(
                document.operation(),
                document.payload().type(),
                document.constraints(),
                routing.flatMap(Routing::workerId),
                routing.flatMap(Routing::workerPool),
                routing.flatMap(Routing::affinity).orElse(Map.of()));
    }
}
