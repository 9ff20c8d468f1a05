package dev.guestkit.job;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Builds job documents. Whatever is not said is absent in the document, and the protocol's default holds; {@code job_id},
 * {@code created_at}, {@code version}, {@code kind} and {@code $schema} are filled in. Not thread-safe.
 *
 * <pre>{@code
 * JobDocument job = JobBuilder.inspect("/vms/web.qcow2", p -> p.deepScan(true))
 *         .name("nightly")
 *         .priority(8)
 *         .build();
 * }</pre>
 */
public final class JobBuilder {
    /** What {@code $schema} says in every document that is built here. */
    public static final String SCHEMA = "https://guestkit.dev/schemas/job-v1.json";

    private final OperationVersion operation;
    private final Json data;
    private final JobParts parts = new JobParts();
    private Optional<String> jobId = Optional.empty();
    private Optional<Instant> createdAt = Optional.empty();

    private JobBuilder(OperationVersion operation, Json data) {
        this.operation = operation;
        this.data = data;
    }

    /** A job of any operation, with version 1 of its payload. */
    public static JobBuilder operation(String operation, Json data) {
        return operation(new OperationVersion(operation, 1), data);
    }

    /** A job of any operation and payload version. */
    public static JobBuilder operation(OperationVersion operation, Json data) {
        return new JobBuilder(operation, data);
    }

    /** A {@code system.echo} job: its result holds {@code data} again. */
    public static JobBuilder echo(Json data) {
        return operation("system.echo", data);
    }

    /** A {@code system.echo} job with a text. */
    public static JobBuilder echo(String text) {
        return echo(Json.ofValue(text));
    }

    /** A {@code system.health-check} job: the worker that takes it says how it is. */
    public static JobBuilder healthCheck() {
        return operation("system.health-check", Json.of(Scalars.NODES.objectNode()));
    }

    /** A {@code system.capability-probe} job: the worker that takes it says what it can do. */
    public static JobBuilder capabilityProbe() {
        return operation("system.capability-probe", Json.of(Scalars.NODES.objectNode()));
    }

    /** A {@code guestkit.inspect} job of the image at {@code path}, with the defaults of the protocol. */
    public static JobBuilder inspect(String path) {
        return inspect(path, p -> {});
    }

    /** A {@code guestkit.inspect} job of the image at {@code path}, as {@code details} says. */
    public static JobBuilder inspect(String path, Consumer<InspectPayload.Builder> details) {
        return with(Operations.INSPECT, new InspectPayload.Builder(path), details);
    }

    /** A {@code guestkit.profile} job of the image at {@code path}. */
    public static JobBuilder profile(String path, String... profiles) {
        return with(Operations.PROFILE, new ProfilePayload.Builder(path, profiles), p -> {});
    }

    /** A {@code guestkit.profile} job as {@code details} says. */
    public static JobBuilder profile(String path, List<String> profiles, Consumer<ProfilePayload.Builder> details) {
        ProfilePayload.Builder builder = new ProfilePayload.Builder(path, profiles.toArray(String[]::new));
        return with(Operations.PROFILE, builder, details);
    }

    /** A {@code guestkit.fix} job of the image at {@code path} with the repairs that {@code details} adds, at least one. */
    public static JobBuilder fix(String path, Consumer<FixPayload.Builder> details) {
        return with(Operations.FIX, new FixPayload.Builder(path), details);
    }

    /** A {@code guestkit.convert} job of one image into another, with the defaults of the protocol. */
    public static JobBuilder convert(String source, String target) {
        return convert(source, target, p -> {});
    }

    /** A {@code guestkit.convert} job of one image into another, as {@code details} says. */
    public static JobBuilder convert(String source, String target, Consumer<ConvertPayload.Builder> details) {
        return with(Operations.CONVERT, new ConvertPayload.Builder(source, target), details);
    }

    /** A {@code guestkit.convert} job in its short form: into a format, at a place of the handler's choice. */
    public static JobBuilder convertTo(ImageFormat target, String path) {
        return convertTo(target, path, p -> {});
    }

    /** A {@code guestkit.convert} job in its short form, as {@code details} says. */
    public static JobBuilder convertTo(ImageFormat target, String path, Consumer<ConvertPayload.ShortBuilder> details) {
        return with(Operations.CONVERT, new ConvertPayload.ShortBuilder(path, target), details);
    }

    /** A {@code guestkit.compare} job of two images, with the defaults of the protocol. */
    public static JobBuilder compare(String baseline, String target) {
        return compare(baseline, target, p -> {});
    }

    /** A {@code guestkit.compare} job of two images, as {@code details} says. */
    public static JobBuilder compare(String baseline, String target, Consumer<ComparePayload.Builder> details) {
        return with(Operations.COMPARE, new ComparePayload.Builder(baseline, target), details);
    }

    /** A {@code guestkit.explore} job that lists the root of the image at {@code path}. */
    public static JobBuilder explore(String path) {
        return explore(path, p -> {});
    }

    /** A {@code guestkit.explore} job as {@code details} says. */
    public static JobBuilder explore(String path, Consumer<ExplorePayload.Builder> details) {
        return with(Operations.EXPLORE, new ExplorePayload.Builder(path), details);
    }

    /** A {@code system.workflow} job with the members that {@code details} adds. */
    public static JobBuilder workflow(Consumer<WorkflowPayload.Builder> details) {
        return with(Operations.WORKFLOW, new WorkflowPayload.Builder(), details);
    }

    private static <B extends DataBuilder<B>> JobBuilder with(String operation, B builder, Consumer<B> details) {
        details.accept(builder);
        return operation(operation, builder.build());
    }

    /** The job id; without one, {@code job-} and a new monotonic ULID. */
    public JobBuilder jobId(String jobId) {
        this.jobId = Optional.of(jobId);
        return this;
    }

    /** When the job was created; without it, the time of {@link #build()}. */
    public JobBuilder createdAt(Instant createdAt) {
        this.createdAt = Optional.of(createdAt);
        return this;
    }

    /** A name for people. */
    public JobBuilder name(String name) {
        parts.name = Optional.of(name);
        return this;
    }

    /** The namespace, within which idempotency keys are unique. */
    public JobBuilder namespace(String namespace) {
        parts.namespace = Optional.of(namespace);
        return this;
    }

    /** Adds a label, for filters. */
    public JobBuilder label(String key, String value) {
        parts.labels.put(key, value);
        return this;
    }

    /** Adds an annotation: the place for extensions. */
    public JobBuilder annotation(String key, String value) {
        parts.annotations.put(key, value);
        return this;
    }

    /** Jobs of one operation and namespace with the same key run once. */
    public JobBuilder idempotencyKey(String idempotencyKey) {
        parts.idempotencyKey = Optional.of(idempotencyKey);
        return this;
    }

    /** The number of the first attempt, from 1 to {@link #maxAttempts(int)}. */
    public JobBuilder attempt(int attempt) {
        parts.attempt = Optional.of(attempt);
        return this;
    }

    /** How many starts may end by error or timeout, at least 1. */
    public JobBuilder maxAttempts(int maxAttempts) {
        parts.maxAttempts = Optional.of(maxAttempts);
        return this;
    }

    /** How long one attempt may take, in whole seconds, at least one. */
    public JobBuilder timeout(Duration timeout) {
        parts.timeoutSeconds = Optional.of(timeout.toSeconds());
        return this;
    }

    /** When the job must have ended. */
    public JobBuilder deadline(Instant deadline) {
        parts.deadline = Optional.of(deadline);
        return this;
    }

    /** From 1 to 10, higher is more urgent. */
    public JobBuilder priority(int priority) {
        parts.priority = Optional.of(priority);
        return this;
    }

    /** Whether a cancel is obeyed. */
    public JobBuilder cancellable(boolean cancellable) {
        parts.cancellable = Optional.of(cancellable);
        return this;
    }

    /** What the worker must be able to do: operations, {@code disk.<format>}, {@code fs.<feature>}. */
    public JobBuilder requiredCapabilities(String... capabilities) {
        parts.requiredCapabilities = Optional.of(List.of(capabilities));
        return this;
    }

    /** What the worker must have, such as {@code lvm} or {@code kvm}. */
    public JobBuilder requiredFeatures(String... features) {
        parts.requiredFeatures = Optional.of(List.of(features));
        return this;
    }

    /** The oldest worker that may take the job, a semantic version. */
    public JobBuilder minimumWorkerVersion(String version) {
        parts.minimumWorkerVersion = Optional.of(version);
        return this;
    }

    /** The largest disk that the job may meet, in GB of 10^9 bytes. */
    public JobBuilder maximumDiskSizeGb(long gigabytes) {
        parts.maximumDiskSizeGb = Optional.of(gigabytes);
        return this;
    }

    /** Whether the worker must be a privileged one. */
    public JobBuilder requirePrivileged(boolean required) {
        parts.requirePrivileged = Optional.of(required);
        return this;
    }

    /** The only pools whose workers may take the job. */
    public JobBuilder allowedWorkerPools(String... pools) {
        parts.allowedWorkerPools = Optional.of(List.of(pools));
        return this;
    }

    /** The only worker that may take the job. */
    public JobBuilder workerId(String workerId) {
        parts.workerId = Optional.of(workerId);
        return this;
    }

    /** The only pool whose workers may take the job. */
    public JobBuilder workerPool(String workerPool) {
        parts.workerPool = Optional.of(workerPool);
        return this;
    }

    /** A preference for workers with this label, such as {@code disk_locality}, for the first 30 s. */
    public JobBuilder affinity(String key, String value) {
        parts.affinity.put(key, value);
        return this;
    }

    /** What the job must not run beside. */
    public JobBuilder antiAffinity(String key, Collection<String> values) {
        parts.antiAffinity.put(key, List.copyOf(values));
        return this;
    }

    /** The jobs that must not run at the same time. */
    public JobBuilder notBeside(String... jobIds) {
        parts.antiAffinity.put("concurrent_jobs", List.of(jobIds));
        return this;
    }

    /** The W3C trace id. */
    public JobBuilder traceId(String traceId) {
        parts.traceId = Optional.of(traceId);
        return this;
    }

    /** The W3C span id of the submitter. */
    public JobBuilder spanId(String spanId) {
        parts.spanId = Optional.of(spanId);
        return this;
    }

    /** The span that the submitter's span is a child of. */
    public JobBuilder parentSpanId(String parentSpanId) {
        parts.parentSpanId = Optional.of(parentSpanId);
        return this;
    }

    /** An id of the application's own, carried through to the result. */
    public JobBuilder correlationId(String correlationId) {
        parts.correlationId = Optional.of(correlationId);
        return this;
    }

    /** Who submits, a claim that servers overwrite. */
    public JobBuilder submittedBy(String submittedBy) {
        parts.submittedBy = Optional.of(submittedBy);
        return this;
    }

    /** From where, a claim that servers overwrite. */
    public JobBuilder submittedFrom(String submittedFrom) {
        parts.submittedFrom = Optional.of(submittedFrom);
        return this;
    }

    /** How the submitter was authenticated, a claim that servers overwrite. */
    public JobBuilder authorization(String method, String subject) {
        parts.authorization = Optional.of(new Authorization(method, subject, Map.of()));
        return this;
    }

    /**
     * Builds the document.
     *
     * @throws DocumentException with every problem when the document is not valid
     */
    public JobDocument build() {
        return build(JobValidator.standard());
    }

    /**
     * Builds the document as {@link #build()}, judged by {@code validator}: one that knows the operations of your own handlers.
     *
     * @throws DocumentException with every problem when the document is not valid
     */
    public JobDocument build(JobValidator validator) {
        JobDocument document = new JobDocument(
                Optional.of(SCHEMA),
                JobDocument.VERSION,
                jobId.orElseGet(JobIds::next),
                createdAt.orElseGet(Instant::now),
                JobDocument.KIND,
                operation.operation(),
                new Payload(operation.payloadType(), data, Map.of()),
                parts.metadata(),
                parts.execution(),
                parts.constraints(),
                parts.routing(),
                parts.observability(),
                parts.audit(),
                Map.of());
        // Through bytes and back, so that what is built is what any worker will read.
        return validator.check(JobCodec.standard().write(document)).orThrow();
    }
}
