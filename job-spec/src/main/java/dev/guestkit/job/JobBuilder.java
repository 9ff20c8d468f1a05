package dev.guestkit.job;

import java.time.Instant;
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
public final class JobBuilder extends JobEnvelope {
    /** What {@code $schema} says in every document that is built here. */
    public static final String SCHEMA = "https://guestkit.dev/schemas/job-v1.json";

    private final OperationVersion operation;
    private final Json data;
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

    @Override
    JobBuilder self() {
        return this;
    }

    private static <B extends DataBuilder<B>> JobBuilder with(String operation, B builder, Consumer<B> details) {
        details.accept(builder);
        return operation(operation, builder.build());
    }

    /** The job id; without one, {@code job-} and a new monotonic ULID. */
    public JobBuilder jobId(String jobId) {
        this.jobId = said("jobId", jobId);
        return this;
    }

    /** When the job was created; without it, the time of {@link #build()}. */
    public JobBuilder createdAt(Instant createdAt) {
        this.createdAt = said("createdAt", createdAt);
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
