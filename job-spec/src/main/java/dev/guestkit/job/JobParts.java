package dev.guestkit.job;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a {@link JobBuilder} was told so far; a part of which nothing was told is absent in the document. */
final class JobParts {
    Optional<String> name = Optional.empty();
    Optional<String> namespace = Optional.empty();
    final Map<String, String> labels = new HashMap<>();
    final Map<String, String> annotations = new HashMap<>();

    Optional<String> idempotencyKey = Optional.empty();
    Optional<Integer> attempt = Optional.empty();
    Optional<Integer> maxAttempts = Optional.empty();
    Optional<Long> timeoutSeconds = Optional.empty();
    Optional<Instant> deadline = Optional.empty();
    Optional<Integer> priority = Optional.empty();
    Optional<Boolean> cancellable = Optional.empty();

    Optional<List<String>> requiredCapabilities = Optional.empty();
    Optional<List<String>> requiredFeatures = Optional.empty();
    Optional<String> minimumWorkerVersion = Optional.empty();
    Optional<Long> maximumDiskSizeGb = Optional.empty();
    Optional<Boolean> requirePrivileged = Optional.empty();
    Optional<List<String>> allowedWorkerPools = Optional.empty();

    Optional<String> workerId = Optional.empty();
    Optional<String> workerPool = Optional.empty();
    final Map<String, String> affinity = new HashMap<>();
    final Map<String, List<String>> antiAffinity = new HashMap<>();

    Optional<String> traceId = Optional.empty();
    Optional<String> spanId = Optional.empty();
    Optional<String> parentSpanId = Optional.empty();
    Optional<String> correlationId = Optional.empty();

    Optional<String> submittedBy = Optional.empty();
    Optional<String> submittedFrom = Optional.empty();
    Optional<Authorization> authorization = Optional.empty();

    private static <K, V> Optional<Map<K, V>> unlessEmpty(Map<K, V> map) {
        return map.isEmpty() ? Optional.empty() : Optional.of(map);
    }

    private static <T> Optional<T> unless(T value, T nothing) {
        return value.equals(nothing) ? Optional.empty() : Optional.of(value);
    }

    Optional<Metadata> metadata() {
        return unless(
                new Metadata(name, namespace, unlessEmpty(labels), unlessEmpty(annotations), Map.of()),
                new Metadata(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Map.of()));
    }

    Optional<Execution> execution() {
        return unless(
                new Execution(
                        idempotencyKey,
                        attempt,
                        maxAttempts,
                        timeoutSeconds,
                        deadline,
                        priority,
                        cancellable,
                        Map.of()),
                Execution.DEFAULT);
    }

    Optional<Constraints> constraints() {
        return unless(
                new Constraints(
                        requiredCapabilities,
                        requiredFeatures,
                        minimumWorkerVersion,
                        maximumDiskSizeGb,
                        requirePrivileged,
                        allowedWorkerPools,
                        Map.of()),
                Constraints.NONE);
    }

    Optional<Routing> routing() {
        return unless(
                new Routing(workerId, workerPool, unlessEmpty(affinity), unlessEmpty(antiAffinity), Map.of()),
                Routing.ANYWHERE);
    }

    Optional<Observability> observability() {
        return unless(
                new Observability(traceId, spanId, parentSpanId, correlationId, Map.of()),
                new Observability(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Map.of()));
    }

    Optional<Audit> audit() {
        return unless(
                new Audit(submittedBy, submittedFrom, authorization, Map.of()),
                new Audit(Optional.empty(), Optional.empty(), Optional.empty(), Map.of()));
    }
}
