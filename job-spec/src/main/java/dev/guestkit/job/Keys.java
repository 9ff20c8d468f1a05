package dev.guestkit.job;

import java.util.Set;

/** The keys that the protocol knows, object by object; every other key is kept as it came. */
final class Keys {
    static final Set<String> JOB = Set.of(
            "$schema",
            "version",
            "job_id",
            "created_at",
            "kind",
            "operation",
            "payload",
            "metadata",
            "execution",
            "constraints",
            "routing",
            "observability",
            "audit");
    static final Set<String> PAYLOAD = Set.of("type", "data");
    static final Set<String> METADATA = Set.of("name", "namespace", "labels", "annotations");
    static final Set<String> EXECUTION = Set.of(
            "idempotency_key", "attempt", "max_attempts", "timeout_seconds", "deadline", "priority", "cancellable");
    static final Set<String> CONSTRAINTS = Set.of(
            "required_capabilities",
            "required_features",
            "minimum_worker_version",
            "maximum_disk_size_gb",
            "require_privileged",
            "allowed_worker_pools");
    static final Set<String> ROUTING = Set.of("worker_id", "worker_pool", "affinity", "anti_affinity");
    static final Set<String> OBSERVABILITY = Set.of("trace_id", "span_id", "parent_span_id", "correlation_id");
    static final Set<String> AUDIT = Set.of("submitted_by", "submitted_from", "authorization");
    static final Set<String> AUTHORIZATION = Set.of("method", "subject");

    static final Set<String> RESULT = Set.of(
            "job_id",
            "worker_id",
            "status",
            "replay_of",
            "completed_at",
            "failed_at",
            "execution_summary",
            "outputs",
            "data",
            "metrics",
            "error",
            "observability");
    static final Set<String> SUMMARY =
            Set.of("started_at", "duration_seconds", "attempt", "idempotency_key", "duration_ms");
    static final Set<String> OUTPUTS = Set.of("primary", "artifacts", "artifact_details");
    static final Set<String> ARTIFACT = Set.of("name", "size_bytes", "sha256");
    static final Set<String> METRICS = Set.of("disk_read_bytes", "disk_write_bytes", "peak_memory_mb", "cpu_seconds");
    static final Set<String> ERROR = Set.of("code", "message", "phase", "details", "recoverable", "retry_recommended");

    static final Set<String> EVENT = Set.of(
            "job_id",
            "timestamp",
            "sequence",
            "phase",
            "attempt",
            "progress_percent",
            "message",
            "details",
            "observability");

    static final Set<String> WORKER = Set.of(
            "worker_id",
            "version",
            "hostname",
            "registered_at",
            "capabilities",
            "resources",
            "configuration",
            "status");
    static final Set<String> ABILITIES = Set.of("operations", "features", "disk_formats");
    static final Set<String> RESOURCES =
            Set.of("max_concurrent_jobs", "max_disk_size_gb", "available_disk_gb", "cpu_cores", "memory_gb");
    static final Set<String> CONFIGURATION = Set.of("privileged", "worker_pool", "data_locality");
    static final Set<String> STATUS = Set.of("state", "current_jobs", "last_heartbeat");

    private Keys() {}
}
