package dev.guestkit.handlers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.guestkit.handlers.fake.GuestTrees;
import dev.guestkit.handlers.fake.LooseContext;
import dev.guestkit.handlers.fake.TouchingEngine;
import dev.guestkit.job.InspectPayload;
import dev.guestkit.job.JobBuilder;
import dev.guestkit.worker.spi.HandlerException;
import dev.guestkit.worker.testkit.guest.FakeDisk;
import io.airlift.compress.zstd.ZstdInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFileTest {
    @TempDir
    Path home;

    private Path image;

    @BeforeEach
    void makeAnImage() throws IOException {
        image = home.resolve("disk.raw");
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(1 << 20);
        }
    }

    @Test
    void reportIsWrittenAsAsked() throws IOException {
        FakeDisk disk = new FakeDisk().partition(1, "ext4", "a", GuestTrees.debian(home.resolve("one"), "first"));
        JsonNode json = written(disk, "json", null, in -> in);
        JsonNode yaml = new YAMLMapper().readTree(raw(disk, "yaml", null, in -> in));
        JsonNode gzip = written(disk, "json", "gzip", GZIPInputStream::new);
        JsonNode zstd = written(disk, "json", "zstd", ZstdInputStream::new);

        assertThat(List.of(json, yaml, gzip, zstd))
                .allMatch(r -> r.at("/systems/0/os/hostname").asText().equals("first"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("report"))))
                .isEqualTo("rw-------");
        assertThat(Files.list(home).map(p -> p.getFileName().toString())).noneMatch(n -> n.endsWith(".part"));
    }

    @Test
    void destinationThatIsNoFileIsRefusedBeforeTheWork() throws IOException {
        Files.createDirectory(home.resolve("report"));
        FakeDisk disk = new FakeDisk().blank(1);

        assertThatThrownBy(() -> raw(disk, "json", null, in -> in))
                .isInstanceOfSatisfying(
                        HandlerException.class, e -> assertThat(e.code()).isEqualTo("PATH_NOT_ALLOWED"));
        assertThat(disk.calls()).isEmpty();
    }

    @Test
    void imageIsNeverOverwrittenByTheReport() {
        FakeDisk disk = new FakeDisk().blank(1);
        LooseContext context = context(d -> d.output("json", image.toString()));

        assertThatThrownBy(() -> InspectHandler.builder().engine(disk).build().run(context))
                .isInstanceOfSatisfying(
                        HandlerException.class, e -> assertThat(e.code()).isEqualTo("PATH_NOT_ALLOWED"));
        assertThat(image).hasSize(1 << 20);
    }

    @Test
    void filesOfOthersAreNeverOverwrittenByTheReport() throws IOException {
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
            out.write("a backup".getBytes(UTF_8));
        }
        Map<String, byte[]> files = Map.of(
                "backup.img.gz", gzip.toByteArray(),
                "config.json", "{\"a\": 1}".getBytes(UTF_8),
                "disk.zst", new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd},
                "empty", new byte[0],
                "other.json", "{\n  \"report_of_job\" : \"job-of-somebody\",".getBytes(UTF_8));
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path path = Files.write(home.resolve(file.getKey()), file.getValue());
            for (String compression : new String[] {"", "gzip", "zstd"}) {
                FakeDisk disk = new FakeDisk().blank(1);
                assertThatThrownBy(
                                () -> run(InspectHandler.builder().engine(disk).build(), d -> to(d, path, compression)))
                        .isInstanceOfSatisfying(
                                HandlerException.class,
                                e -> assertThat(e.code()).isEqualTo("PATH_NOT_ALLOWED"));
                assertThat(disk.calls()).isEmpty();
                assertThat(path).hasBinaryContent(file.getValue());
            }
        }
    }

    @Test
    void fileThatAppearsDuringTheWorkIsNotOverwritten() throws IOException {
        Path report = home.resolve("late");
        FakeDisk disk = new FakeDisk().blank(1);
        InspectHandler handler = InspectHandler.builder()
                .engine(new TouchingEngine(disk, report, "storage"))
                .build();

        assertThatThrownBy(() -> run(handler, d -> to(d, report, "")))
                .isInstanceOfSatisfying(
                        HandlerException.class, e -> assertThat(e.code()).isEqualTo("PATH_NOT_ALLOWED"));
        assertThat(report).hasSize(2 << 20);
        assertThat(Files.list(home).map(p -> p.getFileName().toString())).noneMatch(n -> n.endsWith(".part"));
    }

    @Test
    void secondAttemptReplacesTheReportOfTheFirst() throws IOException {
        for (String compression : new String[] {"", "gzip", "zstd"}) {
            Path report = home.resolve("report" + compression);
            LooseContext context = context(d -> to(d, report, compression));
            InspectHandler handler =
                    InspectHandler.builder().engine(new FakeDisk().blank(1)).build();
            handler.run(context);
            byte[] first = Files.readAllBytes(report);
            Files.setLastModifiedTime(report, FileTime.fromMillis(0));
            handler.run(context);
            assertThat(Files.getLastModifiedTime(report).toMillis()).isPositive();
            assertThat(Files.readAllBytes(report)).startsWith(Arrays.copyOf(first, 4));
            assertThatThrownBy(() -> handler.run(context(d -> to(d, report, compression))))
                    .hasMessageContaining("nothing is ever overwritten");
        }
    }

    @Test
    void reportBesideItsImageIsReplacedByTheNextOneAndNothingElseIs() throws IOException {
        Path beside = home.resolve("disk.raw.inspect.json");
        InspectHandler handler =
                InspectHandler.builder().engine(new FakeDisk().blank(1)).build();
        LooseContext second = context(d -> {});
        handler.run(context(d -> {}));
        handler.run(second);
        assertThat(new ObjectMapper()
                        .readTree(beside.toFile())
                        .at("/report_of_job")
                        .asText())
                .isEqualTo(second.jobId());
        Files.writeString(beside, "{\"a\": 1}");
        assertThatThrownBy(() -> run(handler, d -> {})).hasMessageContaining("nothing is ever overwritten");
    }

    private static void to(InspectPayload.Builder d, Path report, String compression) {
        d.output("json", report.toString());
        if (!compression.isEmpty()) {
            d.outputCompression(compression);
        }
    }

    @FunctionalInterface
    private interface Unpacker {
        InputStream open(InputStream in) throws IOException;
    }

    private JsonNode written(FakeDisk disk, String format, String compression, Unpacker unpacker) throws IOException {
        return new ObjectMapper().readTree(raw(disk, format, compression, unpacker));
    }

    private byte[] raw(FakeDisk disk, String format, String compression, Unpacker unpacker) throws IOException {
        Path report = home.resolve("report");
        if (Files.isRegularFile(report)) {
            Files.delete(report);
        }
        run(InspectHandler.builder().engine(disk).build(), d -> {
            d.output(format, report.toString());
            if (compression != null) {
                d.outputCompression(compression);
            }
        });
        try (InputStream in = unpacker.open(Files.newInputStream(report))) {
            return in.readAllBytes();
        }
    }

    private void run(InspectHandler handler, Consumer<InspectPayload.Builder> details) {
        handler.run(context(details));
    }

    private LooseContext context(Consumer<InspectPayload.Builder> details) {
        return new LooseContext(JobBuilder.inspect(image.toString(), details).build(), home);
    }
}
