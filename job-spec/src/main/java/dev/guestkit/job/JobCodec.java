package dev.guestkit.job;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads and writes the documents of the protocol as JSON in UTF-8, and reads job documents as YAML.
 *
 * <p>Reading has two layers here: bytes to tree (syntax and {@link Limits}, which end in one problem at the empty pointer) and
 * tree to document (every missing key and every wrong type is collected). Values are judged by {@link JobValidator}. Each kind
 * of document is read by a pair of methods: {@code parse…} never throws and gives the report, {@code read…} throws it.
 * Keys that the protocol does not know survive reading and writing at every level. Thread-safe; cheap to make.
 */
public final class JobCodec {
    // Jackson's factories keep tables of names that want to be shared and are costly to begin anew.
    private static final JobCodec STANDARD = withLimits(Limits.STANDARD);

    private final Limits limits;
    private final TreeReader reader;
    private final TreeWriter trees;
    private final JsonFactory writers;

    private JobCodec(Limits limits) {
        this.limits = limits;
        this.reader = new TreeReader(limits);
        this.trees = new TreeWriter(limits);
        this.writers = new JsonFactoryBuilder()
                .streamWriteConstraints(StreamWriteConstraints.builder()
                        .maxNestingDepth(limits.nesting())
                        .build())
                // Characters beyond the basic plane as four bytes of UTF-8, not as twelve of escapes.
                .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
                .build();
    }

    /** A codec with the limits of the protocol. */
    public static JobCodec standard() {
        return STANDARD;
    }

    /** A codec with limits of one's own. */
    public static JobCodec withLimits(Limits limits) {
        return new JobCodec(limits);
    }

    /** The limits that this codec reads and writes within. */
    public Limits limits() {
        return limits;
    }

    /**
     * Reads a job document.
     *
     * @throws DocumentException with the whole report when the bytes are no JSON within the limits, a required key is missing
     *     or a value has the wrong type
     */
    public JobDocument readJob(byte[] bytes) {
        return parseJob(bytes).orThrow();
    }

    /** Reads a job document, or says everything that keeps it from being one. */
    public Parsed<JobDocument> parseJob(byte[] bytes) {
        return finished(draftJob(bytes));
    }

    /** Reads a job document out of a tree that was read before. */
    public Parsed<JobDocument> parseJob(Json tree) {
        return finished(draftJob(tree));
    }

    /**
     * Reads a job document in YAML, of which only the data model of JSON is taken: no aliases, tags, merge keys or second
     * document. Needs {@code jackson-dataformat-yaml} at run time.
     *
     * @throws DocumentException as {@link #readJob}
     */
    public JobDocument readJobYaml(byte[] bytes) {
        return parseJobYaml(bytes).orThrow();
    }

    /** Reads a job document in YAML, see {@link #readJobYaml}, or says everything that keeps it from being one. */
    public Parsed<JobDocument> parseJobYaml(byte[] bytes) {
        return finished(draftJobYaml(bytes));
    }

    /**
     * Reads a result.
     *
     * @throws DocumentException as {@link #readJob}
     */
    public JobResult readResult(byte[] bytes) {
        return parseResult(bytes).orThrow();
    }

    /** Reads a result, or says everything that keeps it from being one. */
    public Parsed<JobResult> parseResult(byte[] bytes) {
        return finished(draftResult(bytes));
    }

    /** Reads a result out of a tree that was read before. */
    public Parsed<JobResult> parseResult(Json tree) {
        return finished(draft(tree.shared(), ResultReader::result));
    }

    /**
     * Reads a progress event.
     *
     * @throws DocumentException as {@link #readJob}
     */
    public ProgressEvent readEvent(byte[] bytes) {
        return parseEvent(bytes).orThrow();
    }

    /** Reads a progress event, or says everything that keeps it from being one. */
    public Parsed<ProgressEvent> parseEvent(byte[] bytes) {
        return finished(draftEvent(bytes));
    }

    /** Reads a progress event out of a tree that was read before. */
    public Parsed<ProgressEvent> parseEvent(Json tree) {
        return finished(draft(tree.shared(), ResultReader::event));
    }

    /** Reads the error of a result out of a tree that was read before. */
    public Parsed<JobError> parseError(Json tree) {
        return finished(draft(tree.shared(), ResultReader::error));
    }

    /**
     * Reads a worker's capabilities.
     *
     * @throws DocumentException as {@link #readJob}
     */
    public WorkerCapabilities readCapabilities(byte[] bytes) {
        return parseCapabilities(bytes).orThrow();
    }

    /** Reads a worker's capabilities, or says everything that keeps them from being some. */
    public Parsed<WorkerCapabilities> parseCapabilities(byte[] bytes) {
        return finished(draftCapabilities(bytes));
    }

    /** Reads a worker's capabilities out of a tree that was read before. */
    public Parsed<WorkerCapabilities> parseCapabilities(Json tree) {
        return finished(draft(tree.shared(), CapabilitiesReader::read));
    }

    /**
     * Reads any JSON value, at most as long as a result.
     *
     * @throws DocumentException when the bytes are not one JSON value within the limits
     */
    public Json readJson(byte[] bytes) {
        return Json.owned(reader.read(bytes, limits.resultBytes()));
    }

    /**
     * Reads the tree of a job document.
     *
     * @throws DocumentException when the bytes are not one JSON value within the limits
     */
    public Json readJobTree(byte[] bytes) {
        return Json.owned(reader.read(bytes, limits.jobBytes()));
    }

    /**
     * Reads the tree of a job document in YAML, see {@link #readJobYaml}.
     *
     * @throws DocumentException when the bytes are not one YAML document within the limits and the data model of JSON
     */
    public Json readJobTreeYaml(byte[] bytes) {
        return Json.owned(YamlReader.read(bytes, reader));
    }

    /**
     * The valid job id in bytes that may otherwise be no valid document, so that somebody can be told: empty when the bytes are
     * no JSON object within the limits or hold no such id.
     */
    public Optional<String> jobIdOf(byte[] bytes) {
        try {
            return readJobTree(bytes).at("/job_id").flatMap(Json::text).filter(JobIds::isValid);
        } catch (DocumentException e) {
            return Optional.empty(); // What is wrong with the bytes, parseJob says.
        }
    }

    /**
     * Writes a job document.
     *
     * @throws DocumentException when it holds what cannot be read again: over the limits, an unpaired surrogate
     */
    public byte[] write(JobDocument document) {
        return bytes(out -> out.root(document, new DocumentWriter(out)::job));
    }

    /**
     * Writes a result.
     *
     * @throws DocumentException as {@link #write(JobDocument)}
     */
    public byte[] write(JobResult result) {
        return bytes(out -> out.root(result, new DocumentWriter(out)::result));
    }

    /**
     * Writes a progress event on one line.
     *
     * @throws DocumentException as {@link #write(JobDocument)}
     */
    public byte[] write(ProgressEvent event) {
        return bytes(out -> out.root(event, new DocumentWriter(out)::event));
    }

    /**
     * Writes the error of a result.
     *
     * @throws DocumentException as {@link #write(JobDocument)}
     */
    public byte[] write(JobError error) {
        return bytes(out -> out.root(error, new DocumentWriter(out)::error));
    }

    /**
     * Writes a worker's capabilities.
     *
     * @throws DocumentException as {@link #write(JobDocument)}
     */
    public byte[] write(WorkerCapabilities capabilities) {
        return bytes(out -> out.root(capabilities, new DocumentWriter(out)::worker));
    }

    /**
     * Writes any JSON value.
     *
     * @throws DocumentException as {@link #write(JobDocument)}
     */
    public byte[] write(Json value) {
        return bytes(out -> out.value(value));
    }

    Draft<JobDocument> draftJob(byte[] bytes) {
        return draft(() -> reader.read(bytes, limits.jobBytes()), JobReader::read);
    }

    static Draft<JobDocument> draftJob(Json tree) {
        return draft(tree.shared(), JobReader::read);
    }

    Draft<JobDocument> draftJobYaml(byte[] bytes) {
        return draft(() -> YamlReader.read(bytes, reader), JobReader::read);
    }

    Draft<JobResult> draftResult(byte[] bytes) {
        return draft(() -> reader.read(bytes, limits.resultBytes()), ResultReader::result);
    }

    Draft<ProgressEvent> draftEvent(byte[] bytes) {
        return draft(() -> reader.read(bytes, limits.eventBytes()), ResultReader::event);
    }

    Draft<WorkerCapabilities> draftCapabilities(byte[] bytes) {
        return draft(() -> reader.read(bytes, limits.jobBytes()), CapabilitiesReader::read);
    }

    /** A document as far as it could be read, with placeholders where {@code problems} says so. */
    record Draft<T>(Optional<T> document, Problems problems) {}

    private interface Source {
        JsonNode tree();
    }

    private static <T> Draft<T> draft(Source source, Function<Fields, T> read) {
        JsonNode tree;
        try {
            tree = source.tree();
        } catch (DocumentException e) {
            Problems problems = new Problems();
            e.report().problems().forEach(problems::add);
            return new Draft<>(Optional.empty(), problems);
        }
        return draft(tree, read);
    }

    private static <T> Draft<T> draft(JsonNode tree, Function<Fields, T> read) {
        Problems problems = new Problems();
        return new Draft<>(Fields.objectAt(tree, Where.ROOT, problems, read), problems);
    }

    private static <T> Parsed<T> finished(Draft<T> draft) {
        ValidationReport report = draft.problems().report();
        return new Parsed<>(report.isValid() ? draft.document() : Optional.empty(), report);
    }

    private interface Writing {
        void to(Out out) throws IOException;
    }

    private byte[] bytes(Writing writing) {
        // Not given back to Jackson's recycler when writing fails: the generator's buffers are then simply garbage.
        try (ByteArrayBuilder bytes = new ByteArrayBuilder(1024)) {
            JsonGenerator json = writers.createGenerator(bytes);
            writing.to(new Out(json, trees));
            json.close();
            return bytes.toByteArray();
        } catch (JsonProcessingException e) {
            throw Text.unparsable("cannot be written: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
    }
}
