package dev.guestkit.handlers.internal;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.guestkit.job.ErrorCode;
import dev.guestkit.worker.spi.HandlerException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPOutputStream;

/**
 * Writes a report to {@code output.destination}: whole or not at all, synced before it appears, readable by the worker's user alone
 * because it tells much about a guest. Thread-safe.
 */
final class OutputWriter {
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    /** How what we write begins: a brace, {@code image:}, and the magic numbers of gzip and Zstandard. */
    private static final List<String> STARTS = List.of("7b", "696d6167653a", "1f8b", "28b52ffd");

    private OutputWriter() {}

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
        if (Files.exists(target.destination(), LinkOption.NOFOLLOW_LINKS) && !isReport(target.destination())) {
            throw new HandlerException(
                    ErrorCode.PATH_NOT_ALLOWED,
                    "output.destination " + target.destination() + " is there and is no report: name another file");
        }
    }

    /** Whether a file may be replaced: a job must not be able to overwrite an image by naming it as its destination. */
    private static boolean isReport(Path file) {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            String start = HexFormat.of().formatHex(in.readNBytes(6));
            return start.isEmpty() || STARTS.stream().anyMatch(start::startsWith);
        } catch (IOException e) {
            return false; // what cannot be read cannot be told from an image
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
            Class.forName(type, false, OutputWriter.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /**
     * Writes.
     *
     * @throws HandlerException {@code RESOURCE_EXHAUSTED} when it cannot be written
     */
    static void write(ReportTarget target, ObjectNode report, String jobId) {
        Path destination = target.destination();
        Path temporary = destination.resolveSibling("." + jobId.replace(':', '_') + ".part");
        try {
            byte[] packed = packed(target, bytes(target, report));
            Files.deleteIfExists(temporary);
            try (FileChannel channel = FileChannel.open(
                    temporary,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
                Channels.newOutputStream(channel).write(packed);
                channel.force(true);
            }
            Files.move(temporary, destination, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            remove(temporary);
            String why = e instanceof FileSystemException f && f.getReason() != null ? f.getReason() : e.toString();
            throw new HandlerException(
                    ErrorCode.RESOURCE_EXHAUSTED, "the report cannot be written to " + destination + ": " + why, e);
        }
    }

    private static byte[] bytes(ReportTarget target, ObjectNode report) throws IOException {
        return target.yaml()
                ? Yaml.bytes(report)
                : JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(report);
    }

    private static byte[] packed(ReportTarget target, byte[] bytes) throws IOException {
        return switch (target.compression()) {
            case NONE -> bytes;
            case GZIP -> gzip(bytes);
            case ZSTD -> Zstd.compressed(bytes);
        };
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 4 + 64);
        try (GZIPOutputStream gzip = new GZIPOutputStream(out, 65536)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            org.slf4j.LoggerFactory.getLogger(OutputWriter.class).warn("{} is left behind: {}", file, e.toString());
        }
    }
}
