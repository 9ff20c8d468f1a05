package dev.guestkit.transport.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.async.ByteArrayFeeder;
import dev.guestkit.job.DocumentException;
import dev.guestkit.job.JobCodec;
import dev.guestkit.job.JobDocument;
import dev.guestkit.job.JobValidator;
import dev.guestkit.job.Json;
import dev.guestkit.job.Parsed;
import dev.guestkit.job.Problem;
import dev.guestkit.job.ValidationReport;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Tells jobs, invalid jobs, unfinished files and garbage apart. Thread-safe. */
final class DropReader {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{7,127}");

    private final JobCodec codec;
    private final JobValidator validator;
    private final JsonFactory syntax = new JsonFactory();

    DropReader(JobCodec codec, JobValidator validator) {
        this.codec = codec;
        this.validator = validator;
    }

    /** The largest document that is read. */
    int limit() {
        return Math.toIntExact(codec.limits().jobBytes());
    }

    DropReading read(byte[] bytes, boolean yaml) {
        try {
            return judge(bytes, yaml);
        } catch (NoClassDefFoundError e) {
            // The dependency is optional; without it only YAML cannot be read.
            return new DropReading.Garbage(
                    "YAML cannot be read here: add jackson-dataformat-yaml to the class path, or drop JSON");
        }
    }

    private DropReading judge(byte[] bytes, boolean yaml) {
        Json tree;
        try {
            tree = yaml ? codec.readJobTreeYaml(bytes) : codec.readJobTree(bytes);
        } catch (DocumentException e) {
            String reason = text(e.report());
            return !yaml && isCutShort(bytes) ? new DropReading.Unfinished(reason) : new DropReading.Garbage(reason);
        }
        byte[] json = yaml ? codec.write(tree) : bytes;
        Parsed<JobDocument> checked = validator.check(json);
        if (checked.report().isValid() && checked.document().isPresent()) {
            return new DropReading.Job(checked.document().get(), json);
        }
        return usableId(tree)
                .<DropReading>map(id -> new DropReading.Invalid(id, json, checked.report()))
                .orElseGet(() -> new DropReading.Garbage(text(checked.report())));
    }

    static String text(ValidationReport report) {
        return report.errors().stream().map(DropReader::line).collect(Collectors.joining("\n"));
    }

    private static String line(Problem problem) {
        return (problem.pointer().isEmpty() ? "document" : problem.pointer()) + ": " + problem.message() + " ("
                + problem.code() + ")";
    }

    /** Whether {@code id} may become part of a file name (protocol, section 1). */
    static boolean isUsable(String id) {
        return ID.matcher(id).matches() && !id.contains("..");
    }

    private static Optional<String> usableId(Json tree) {
        return tree.at("/job_id").flatMap(Json::text).filter(DropReader::isUsable);
    }

    /** Whether these bytes are the beginning of some JSON value, so that more may come. */
    private boolean isCutShort(byte[] bytes) {
        try (JsonParser parser = syntax.createNonBlockingByteArrayParser()) {
            ((ByteArrayFeeder) parser.getNonBlockingInputFeeder()).feedInput(bytes, 0, bytes.length);
            int depth = 0;
            boolean any = false;
            for (JsonToken token = parser.nextToken(); token != JsonToken.NOT_AVAILABLE; token = parser.nextToken()) {
                any = true;
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            }
            return !any || depth > 0;
        } catch (IOException e) {
            return false;
        }
    }
}
