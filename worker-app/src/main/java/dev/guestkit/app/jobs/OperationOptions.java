package dev.guestkit.app.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.guestkit.app.CliException;
import dev.guestkit.app.Surroundings;
import dev.guestkit.job.DocumentException;
import dev.guestkit.job.ImageFormat;
import dev.guestkit.job.JobBuilder;
import dev.guestkit.job.JobCodec;
import dev.guestkit.job.JobDocument;
import dev.guestkit.job.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a document that is made of options holds. */
final class OperationOptions {
    @Option(
            names = "--image",
            paramLabel = "PATH",
            arity = "1..*",
            description = "a disk image, or a pattern of them in quotes; each becomes a job of its own")
    private List<String> images = List.of();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "the images' format; by default their name says it")
    private @Nullable String format;

    @Option(names = "--checksum", paramLabel = "SUM", description = "sha256:<hex> or sha512:<hex>, verified before use")
    private @Nullable String checksum;

    @Option(names = "--data", paramLabel = "JSON", description = "payload.data; --image is put into it")
    private @Nullable String data;

    @Option(names = "--id", paramLabel = "ID", description = "the job's id, for a single job")
    private @Nullable String id;

    @Option(names = "--name", paramLabel = "NAME", description = "the jobs' name")
    private @Nullable String name;

    @Option(names = "--label", paramLabel = "KEY=VALUE", description = "labels of the jobs")
    private Map<String, String> labels = Map.of();

    @Option(names = "--priority", paramLabel = "1..10", description = "higher is more urgent")
    private @Nullable Integer priority;

    @Option(names = "--timeout", paramLabel = "SECONDS", description = "per attempt")
    private @Nullable Long timeout;

    @Option(names = "--max-attempts", paramLabel = "N", description = "how many attempts may fail")
    private @Nullable Integer attempts;

    @Option(names = "--idempotency-key", paramLabel = "KEY", description = "for a single job")
    private @Nullable String idempotencyKey;

    @Option(names = "--pool", paramLabel = "POOL", description = "only workers of this pool may take the jobs")
    private @Nullable String pool;

    /** The first of these that was given. */
    Optional<String> firstGiven() {
        if (!images.isEmpty()) {
            return Optional.of("--image");
        }
        return Optional.ofNullable(data).map(d -> "--data");
    }

    /** The documents, each valid. */
    List<JobDocument> documents(Surroundings surroundings, String operation) {
        List<Path> found = Images.find(surroundings, images);
        if (found.size() > 1 && (id != null || idempotencyKey != null || checksum != null)) {
            throw new CliException(
                    "--id, --idempotency-key and --checksum are for one job; there are " + found.size() + " images");
        }
        if (found.isEmpty()) {
            return List.of(document(operation, data()));
        }
        return found.stream()
                .map(image -> document(operation, withImage(operation, image)))
                .toList();
    }

    private JsonNode data() {
        try {
            return data == null
                    ? Views.object()
                    : JobCodec.standard()
                            .readJson(data.getBytes(StandardCharsets.UTF_8))
                            .toNode();
        } catch (DocumentException e) {
            throw CliException.invalid("--data", e.report().problems());
        }
    }

    private JsonNode withImage(String operation, Path image) {
        if (!(data() instanceof ObjectNode object)) {
            throw new CliException("--data must be a JSON object when --image is given");
        }
        ObjectNode all = base(operation, image);
        ObjectNode node = all.withObject("/image");
        Optional.ofNullable(format).ifPresent(f -> node.put("format", f));
        Optional.ofNullable(checksum).ifPresent(sum -> node.put("checksum", sum));
        object.remove("image");
        all.setAll(object);
        return all;
    }

    /** What the builder makes of the image, with everything that other workers require. */
    private static ObjectNode base(String operation, Path image) {
        String path = image.toString();
        if (operation.equals("guestkit.inspect")
                && JobBuilder.inspect(path).build().payload().data().toNode() instanceof ObjectNode built) {
            return built;
        }
        ObjectNode base = Views.object();
        base.putObject("image")
                .put("path", path)
                .put("format", ImageFormat.ofFileName(path).wireName());
        return base;
    }

    private JobDocument document(String operation, JsonNode payload) {
        JobBuilder job = JobBuilder.operation(operation, Json.of(payload));
        Optional.ofNullable(id).ifPresent(job::jobId);
        Optional.ofNullable(name).ifPresent(job::name);
        labels.forEach(job::label);
        Optional.ofNullable(priority).ifPresent(job::priority);
        Optional.ofNullable(timeout).map(Duration::ofSeconds).ifPresent(job::timeout);
        Optional.ofNullable(attempts).ifPresent(job::maxAttempts);
        Optional.ofNullable(idempotencyKey).ifPresent(job::idempotencyKey);
        Optional.ofNullable(pool).ifPresent(job::workerPool);
        try {
            return job.build();
        } catch (DocumentException e) {
            throw CliException.invalid("the job", e.report().problems());
        }
    }
}
