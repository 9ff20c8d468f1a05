package dev.guestkit.worker.store;

import dev.guestkit.job.Execution;
import dev.guestkit.job.JobDocument;
import dev.guestkit.job.Metadata;
import dev.guestkit.job.Observability;
import dev.guestkit.job.Routing;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a document fixes about how its job is treated, so that a store need not hold the document itself. Immutable.
 *
 * @param jobId the job's id
 * @param firstAttempt {@code execution.attempt}
 * @param priority 1 to 10, higher is more urgent
 * @param cancellable whether a cancel is obeyed
 * @param deadline when it is pointless to run, if given
 * @param idempotency the scope of its idempotency key, if it has one
 * @param antiAffinity ids of the jobs that must not run at the same time
 * @param observability the trace that results carry on
 * @param demand which workers may run it
 * @param namespace of the metadata, for listings
 * @param labels of the metadata, for listings
 */
public record JobTerms(
        String jobId,
        int firstAttempt,
        int priority,
        boolean cancellable,
        Optional<Instant> deadline,
        Optional<IdempotencyKey> idempotency,
        List<String> antiAffinity,
        Optional<Observability> observability,
        Demand demand,
        Optional<String> namespace,
        Map<String, String> labels) {
    /** Copies the collections. */
    public JobTerms {
        antiAffinity = List.copyOf(antiAffinity);
        labels = Map.copyOf(labels);
    }

    /** The operation. */
    public String operation() {
        return demand.operation();
    }

    /** What this document says. */
    public static JobTerms of(JobDocument document) {
        Execution execution = document.executionOrDefault();
        return new JobTerms(
                document.jobId(),
                execution.attemptOrDefault(),
                execution.priorityOrDefault(),
                execution.cancellableOrDefault(),
                execution.deadline(),
                execution.idempotencyKey().isEmpty() ? Optional.empty() : Optional.of(key(document, execution)),
                document.routing().isEmpty()
                        ? List.of()
                        : antiAffinity(document.routing().get()),
                document.observability(),
                Demand.of(document),
                document.metadata().flatMap(Metadata::namespace),
                document.metadata().flatMap(Metadata::labels).orElse(Map.of()));
    }

    private static IdempotencyKey key(JobDocument document, Execution execution) {
        return new IdempotencyKey(
                document.metadata().flatMap(Metadata::namespace).orElse(""),
                document.operation(),
                execution.idempotencyKey().orElseThrow());
    }

    private static List<String> antiAffinity(Routing routing) {
        return routing.antiAffinity().map(Map::values).stream()
                .flatMap(lists -> lists.stream().flatMap(List::stream))
                .distinct()
                .toList();
    }
}
