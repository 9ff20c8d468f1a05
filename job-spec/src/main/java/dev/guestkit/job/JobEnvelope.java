package dev.guestkit.job;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The half of {@link JobBuilder} that says how a job is called, run, placed and traced; the other half says what it does.
 * Not thread-safe.
 */
abstract sealed class JobEnvelope permits JobBuilder {
    final JobParts parts = new JobParts();

    abstract JobBuilder self();

    /** Names what was null: a call chain of many values does not show which of them it was. */
    static <T> Optional<T> said(String what, T value) {
        return Optional.of(Objects.requireNonNull(
                value, () -> what + " is null: leave the call out and the document has no such key"));
    }

    /** A name for people. */
    public JobBuilder name(String name) {
        parts.name = said("name", name);
        return self();
    }

    /** The namespace, within which idempotency keys are unique. */
    public JobBuilder namespace(String namespace) {
        parts.namespace = said("namespace", namespace);
        return self();
    }

    /** Adds a label, for filters. */
    public JobBuilder label(String key, String value) {
        parts.labels.put(key, value);
        return self();
    }

    /** Adds an annotation: the place for extensions. */
    public JobBuilder annotation(String key, String value) {
        parts.annotations.put(key, value);
        return self();
    }

    /** Jobs of one operation and namespace with the same key run once. */
    public JobBuilder idempotencyKey(String idempotencyKey) {
        parts.idempotencyKey = said("idempotencyKey", idempotencyKey);
        return self();
    }

    /** The number of the first attempt, from 1 to {@link #maxAttempts(int)}. */
    public JobBuilder attempt(int attempt) {
        parts.attempt = Optional.of(attempt);
        return self();
    }

    /** How many starts may end by error or timeout, at least 1. */
    public JobBuilder maxAttempts(int maxAttempts) {
        parts.maxAttempts = Optional.of(maxAttempts);
        return self();
    }

    /** How long one attempt may take, in whole seconds, at least one. */
    public JobBuilder timeout(Duration timeout) {
        parts.timeoutSeconds = said("timeout", timeout).map(Duration::toSeconds);
        return self();
    }

    /** When the job must have ended. */
    public JobBuilder deadline(Instant deadline) {
        parts.deadline = said("deadline", deadline);
        return self();
    }

    /** From 1 to 10, higher is more urgent. */
    public JobBuilder priority(int priority) {
        parts.priority = Optional.of(priority);
        return self();
    }

    /** Whether a cancel is obeyed. */
    public JobBuilder cancellable(boolean cancellable) {
        parts.cancellable = Optional.of(cancellable);
        return self();
    }

    /** What the worker must be able to do: operations, {@code disk.<format>}, {@code fs.<feature>}. */
    public JobBuilder requiredCapabilities(String... capabilities) {
        parts.requiredCapabilities = Optional.of(List.of(capabilities));
        return self();
    }

    /** What the worker must have, such as {@code lvm} or {@code kvm}. */
    public JobBuilder requiredFeatures(String... features) {
        parts.requiredFeatures = Optional.of(List.of(features));
        return self();
    }

    /** The oldest worker that may take the job, a semantic version. */
    public JobBuilder minimumWorkerVersion(String version) {
        parts.minimumWorkerVersion = said("minimumWorkerVersion", version);
        return self();
    }

    /** The largest disk that the job may meet, in GB of 10^9 bytes. */
    public JobBuilder maximumDiskSizeGb(long gigabytes) {
        parts.maximumDiskSizeGb = Optional.of(gigabytes);
        return self();
    }

    /** Whether the worker must be a privileged one. */
    public JobBuilder requirePrivileged(boolean required) {
        parts.requirePrivileged = Optional.of(required);
        return self();
    }

    /** The only pools whose workers may take the job. */
    public JobBuilder allowedWorkerPools(String... pools) {
        parts.allowedWorkerPools = Optional.of(List.of(pools));
        return self();
    }

    /** The only worker that may take the job. */
    public JobBuilder workerId(String workerId) {
        parts.workerId = said("workerId", workerId);
        return self();
    }

    /** The only pool whose workers may take the job. */
    public JobBuilder workerPool(String workerPool) {
        parts.workerPool = said("workerPool", workerPool);
        return self();
    }

    /** A preference for workers with this label, such as {@code disk_locality}, for the first 30 s. */
    public JobBuilder affinity(String key, String value) {
        parts.affinity.put(key, value);
        return self();
    }

    /** What the job must not run beside. */
    public JobBuilder antiAffinity(String key, Collection<String> values) {
        parts.antiAffinity.put(key, List.copyOf(values));
        return self();
    }

    /** The jobs that must not run at the same time. */
    public JobBuilder notBeside(String... jobIds) {
        parts.antiAffinity.put("concurrent_jobs", List.of(jobIds));
        return self();
    }

    /** The W3C trace id. */
    public JobBuilder traceId(String traceId) {
        parts.traceId = said("traceId", traceId);
        return self();
    }

    /** The W3C span id of the submitter. */
    public JobBuilder spanId(String spanId) {
        parts.spanId = said("spanId", spanId);
        return self();
    }

    /** The span that the submitter's span is a child of. */
    public JobBuilder parentSpanId(String parentSpanId) {
        parts.parentSpanId = said("parentSpanId", parentSpanId);
        return self();
    }

    /** An id of the application's own, carried through to the result. */
    public JobBuilder correlationId(String correlationId) {
        parts.correlationId = said("correlationId", correlationId);
        return self();
    }

    /** Who submits, a claim that servers overwrite. */
    public JobBuilder submittedBy(String submittedBy) {
        parts.submittedBy = said("submittedBy", submittedBy);
        return self();
    }

    /** From where, a claim that servers overwrite. */
    public JobBuilder submittedFrom(String submittedFrom) {
        parts.submittedFrom = said("submittedFrom", submittedFrom);
        return self();
    }

    /** How the submitter was authenticated, a claim that servers overwrite. */
    public JobBuilder authorization(String method, String subject) {
        parts.authorization = Optional.of(new Authorization(method, subject, Map.of()));
        return self();
    }
}
