package dev.guestkit.job;

import java.io.IOException;

/** Says in which order the keys of a job document, a result, an event are written. */
final class DocumentWriter {
    private final Out out;

    DocumentWriter(Out out) {
        this.out = out;
    }

    void job(JobDocument d) throws IOException {
        out.text("$schema", d.schema());
        out.text("version", d.version());
        out.text("job_id", d.jobId());
        out.time("created_at", d.createdAt());
        out.text("kind", d.kind());
        out.text("operation", d.operation());
        out.object("payload", d.payload(), this::payload);
        out.object("metadata", d.metadata(), this::metadata);
        out.object("execution", d.execution(), this::execution);
        out.object("constraints", d.constraints(), this::constraints);
        out.object("routing", d.routing(), this::routing);
        out.object("observability", d.observability(), this::observability);
        out.object("audit", d.audit(), this::audit);
        out.unknown(d.unknown(), Keys.JOB);
    }

    private void payload(Payload p) throws IOException {
        out.text("type", p.type());
        out.any("data", p.data());
        out.unknown(p.unknown(), Keys.PAYLOAD);
    }

    private void metadata(Metadata m) throws IOException {
        out.text("name", m.name());
        out.text("namespace", m.namespace());
        out.textMap("labels", m.labels());
        out.textMap("annotations", m.annotations());
        out.unknown(m.unknown(), Keys.METADATA);
    }

    private void execution(Execution e) throws IOException {
        out.text("idempotency_key", e.idempotencyKey());
        out.number("attempt", e.attempt());
        out.number("max_attempts", e.maxAttempts());
        out.number("timeout_seconds", e.timeoutSeconds());
        out.time("deadline", e.deadline());
        out.number("priority", e.priority());
        out.flag("cancellable", e.cancellable());
        out.unknown(e.unknown(), Keys.EXECUTION);
    }

    private void constraints(Constraints c) throws IOException {
        out.textList("required_capabilities", c.requiredCapabilities());
        out.textList("required_features", c.requiredFeatures());
        out.text("minimum_worker_version", c.minimumWorkerVersion());
        out.number("maximum_disk_size_gb", c.maximumDiskSizeGb());
        out.flag("require_privileged", c.requirePrivileged());
        out.textList("allowed_worker_pools", c.allowedWorkerPools());
        out.unknown(c.unknown(), Keys.CONSTRAINTS);
    }

    private void routing(Routing r) throws IOException {
        out.text("worker_id", r.workerId());
        out.text("worker_pool", r.workerPool());
        out.textMap("affinity", r.affinity());
        out.textListMap("anti_affinity", r.antiAffinity());
        out.unknown(r.unknown(), Keys.ROUTING);
    }

    private void observability(Observability o) throws IOException {
        out.text("trace_id", o.traceId());
        out.text("span_id", o.spanId());
        out.text("parent_span_id", o.parentSpanId());
        out.text("correlation_id", o.correlationId());
        out.unknown(o.unknown(), Keys.OBSERVABILITY);
    }

    private void audit(Audit a) throws IOException {
        out.text("submitted_by", a.submittedBy());
        out.text("submitted_from", a.submittedFrom());
        out.object("authorization", a.authorization(), this::authorization);
        out.unknown(a.unknown(), Keys.AUDIT);
    }

    private void authorization(Authorization a) throws IOException {
        out.text("method", a.method());
        out.text("subject", a.subject());
        out.unknown(a.unknown(), Keys.AUTHORIZATION);
    }

    void result(JobResult r) throws IOException {
        out.text("job_id", r.jobId());
        out.text("worker_id", r.workerId());
        out.text("status", r.status().wireName());
        out.text("replay_of", r.replayOf());
        out.time("completed_at", r.completedAt());
        out.time("failed_at", r.failedAt());
        out.object("execution_summary", r.executionSummary(), this::summary);
        out.object("outputs", r.outputs(), this::outputs);
        out.any("data", r.data());
        out.object("metrics", r.metrics(), this::metrics);
        out.object("error", r.error(), this::error);
        out.object("observability", r.observability(), this::observability);
        out.unknown(r.unknown(), Keys.RESULT);
    }

    private void summary(ExecutionSummary s) throws IOException {
        out.time("started_at", s.startedAt());
        out.number("duration_seconds", s.durationSeconds());
        out.number("attempt", s.attempt());
        out.text("idempotency_key", s.idempotencyKey());
        out.number("duration_ms", s.durationMs());
        out.unknown(s.unknown(), Keys.SUMMARY);
    }

    private void outputs(Outputs o) throws IOException {
        out.text("primary", o.primary());
        out.textList("artifacts", o.artifacts());
        out.objectList("artifact_details", o.artifactDetails(), this::artifact);
        out.unknown(o.unknown(), Keys.OUTPUTS);
    }

    private void artifact(ArtifactDetail a) throws IOException {
        out.text("name", a.name());
        out.number("size_bytes", a.sizeBytes());
        out.text("sha256", a.sha256());
        out.unknown(a.unknown(), Keys.ARTIFACT);
    }

    private void metrics(Metrics m) throws IOException {
        out.number("disk_read_bytes", m.diskReadBytes());
        out.number("disk_write_bytes", m.diskWriteBytes());
        out.number("peak_memory_mb", m.peakMemoryMb());
        out.whole("cpu_seconds", m.cpuSeconds());
        out.unknown(m.unknown(), Keys.METRICS);
    }

    void error(JobError e) throws IOException {
        out.text("code", e.code());
        out.text("message", e.message());
        out.text("phase", e.phase());
        out.any("details", e.details());
        out.flag("recoverable", e.recoverable());
        out.flag("retry_recommended", e.retryRecommended());
        out.unknown(e.unknown(), Keys.ERROR);
    }

    void event(ProgressEvent e) throws IOException {
        out.text("job_id", e.jobId());
        out.time("timestamp", e.timestamp());
        out.number("sequence", e.sequence());
        out.text("phase", e.phase());
        out.number("attempt", e.attempt());
        out.whole("progress_percent", e.progressPercent());
        out.text("message", e.message());
        out.any("details", e.details());
        out.object("observability", e.observability(), this::observability);
        out.unknown(e.unknown(), Keys.EVENT);
    }

    void worker(WorkerCapabilities w) throws IOException {
        out.text("worker_id", w.workerId());
        out.text("version", w.version());
        out.text("hostname", w.hostname());
        out.time("registered_at", w.registeredAt());
        out.object("capabilities", w.capabilities(), this::abilities);
        out.object("resources", w.resources(), this::resources);
        out.object("configuration", w.configuration(), this::configuration);
        out.object("status", w.status(), this::status);
        out.unknown(w.unknown(), Keys.WORKER);
    }

    private void abilities(WorkerCapabilities.Abilities a) throws IOException {
        out.textList("operations", a.operations());
        out.textList("features", a.features());
        out.textList("disk_formats", a.diskFormats());
        out.unknown(a.unknown(), Keys.ABILITIES);
    }

    private void resources(WorkerCapabilities.Resources r) throws IOException {
        out.number("max_concurrent_jobs", r.maxConcurrentJobs());
        out.number("max_disk_size_gb", r.maxDiskSizeGb());
        out.number("available_disk_gb", r.availableDiskGb());
        out.number("cpu_cores", r.cpuCores());
        out.number("memory_gb", r.memoryGb());
        out.unknown(r.unknown(), Keys.RESOURCES);
    }

    private void configuration(WorkerCapabilities.Configuration c) throws IOException {
        out.flag("privileged", c.privileged());
        out.text("worker_pool", c.workerPool());
        out.textMap("data_locality", c.dataLocality());
        out.unknown(c.unknown(), Keys.CONFIGURATION);
    }

    private void status(WorkerCapabilities.Status s) throws IOException {
        out.text("state", s.state());
        out.number("current_jobs", s.currentJobs());
        out.time("last_heartbeat", s.lastHeartbeat());
        out.unknown(s.unknown(), Keys.STATUS);
    }
}
