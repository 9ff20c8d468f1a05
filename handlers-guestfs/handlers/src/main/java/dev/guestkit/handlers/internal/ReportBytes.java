package dev.guestkit.handlers.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.guestkit.job.ErrorCode;
import dev.guestkit.worker.spi.HandlerException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** A report as the bytes of its file. It begins with the id of its job, so that another attempt of the same job knows it again. */
final class ReportBytes {
    /** The first key of a report's file; the result does not have it. */
    static final String MARK = "report_of_job";

    private static final int LONGEST_ID = 128;
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private ReportBytes() {}

    /**
     * Says before any work is done what would fail after it.
     *
     * @throws HandlerException {@code VALIDATION_ERROR} when format or compression need a library that is not there
     */
    static void check(ReportTarget target) {
        if (target.yaml() && !present("com.fasterxml.jackson.dataformat.yaml.YAMLMapper")) {
            throw missing(
                    "/payload/data/output/format", "yaml", "com.fasterxml.jackson.dataformat:jackson-dataformat-yaml");
        }
        if (target.compression() == ReportTarget.Compression.ZSTD
                && !present("io.airlift.compress.zstd.ZstdOutputStream")) {
            throw missing("/payload/data/output/compression", "zstd", "io.airlift:aircompressor");
        }
    }

    private static HandlerException missing(String where, String what, String library) {
        return new HandlerException(
                ErrorCode.VALIDATION_ERROR,
                where + ": " + what + " is not available in this worker: add " + library
                        + " to it, or ask for json and gzip");
    }

    private static boolean present(String type) {
        try {
            Class.forName(type, false, ReportBytes.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** The whole file. */
    static byte[] of(ReportTarget target, ObjectNode report, String jobId) throws IOException {
        byte[] plain = plain(target, marked(jobId).setAll(report));
        return switch (target.compression()) {
            case NONE -> plain;
            case GZIP -> gzip(plain);
            case ZSTD -> Zstd.compressed(plain);
        };
    }

    /** The job that wrote a file, if it is a report of this format. */
    static Optional<String> jobOf(ReportTarget target, InputStream file) throws IOException {
        String pattern = new String(plain(target, marked("@")), UTF_8);
        byte[] before = pattern.substring(0, pattern.indexOf('@')).getBytes(UTF_8);
        try (InputStream in = unpacked(target, file)) {
            if (!Arrays.equals(in.readNBytes(before.length), before)) {
                return Optional.empty();
            }
            String id = new String(in.readNBytes(LONGEST_ID + 1), UTF_8);
            int end = id.indexOf('"');
            return end < 0 ? Optional.empty() : Optional.of(id.substring(0, end));
        }
    }

    private static ObjectNode marked(String jobId) {
        return JsonNodeFactory.instance.objectNode().put(MARK, jobId);
    }

    private static byte[] plain(ReportTarget target, JsonNode report) throws IOException {
        return target.yaml()
                ? Yaml.bytes(report)
                : JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(report);
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 4 + 64);
        try (GZIPOutputStream gzip = new GZIPOutputStream(out, 65536)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    private static InputStream unpacked(ReportTarget target, InputStream file) throws IOException {
        return switch (target.compression()) {
            case NONE -> file;
            case GZIP -> new GZIPInputStream(file);
            case ZSTD -> Zstd.unpacked(file);
        };
    }
}
