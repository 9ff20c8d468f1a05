package dev.guestkit.app.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.guestkit.app.CommandRun;
import dev.guestkit.job.ErrorCode;
import dev.guestkit.job.Json;
import dev.guestkit.transport.file.FileTransport;
import dev.guestkit.worker.Worker;
import dev.guestkit.worker.spi.HandlerException;
import dev.guestkit.worker.spi.HandlerSpec;
import dev.guestkit.worker.spi.JobContext;
import dev.guestkit.worker.spi.JobHandler;
import dev.guestkit.worker.spi.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleCommandTest {
    @TempDir
    Path directory;

    /** One whose error says too much. */
    private static final class Talkative implements JobHandler {
        @Override
        public HandlerSpec spec() {
            return HandlerSpec.builder("acme.connect", 1).build();
        }

        @Override
        public Outcome run(JobContext context) {
            context.progress("connect", 10, "connecting to https://admin:S3CRET-1@vcenter.example.org");
            context.log(JobContext.LogLevel.WARN, "tried with token=S3CRET-2");
            throw new HandlerException(ErrorCode.EXECUTION_ERROR, "login refused for S3CRET-disk-key");
        }
    }

    /** One that finds what lies in a guest. */
    private static final class Finding implements JobHandler {
        @Override
        public HandlerSpec spec() {
            return HandlerSpec.builder("acme.find", 1).build();
        }

        @Override
        public Outcome run(JobContext context) {
            context.artifacts().store("found.txt", new java.io.ByteArrayInputStream("guest-file".getBytes(UTF_8)));
            return context.done(Json.ofValue(Map.of("found", "guest-file")));
        }
    }

    private CommandRun run(String... arguments) {
        return CommandRun.with(directory, Map.of("DISK_KEY", "S3CRET-disk-key"), arguments);
    }

    private static Map<String, String> unpacked(Path file) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), new String(zip.readAllBytes(), UTF_8));
            }
        }
        return files;
    }

    @Test
    void theBundleOfAFailedJobTellsWhyAndNoSecret() throws Exception {
        Path spool = directory.resolve("spool");
        try (FileTransport transport = FileTransport.builder(spool).build();
                Worker worker =
                        Worker.builder(transport).handler(new Talkative()).start()) {
            assertThat(worker.id()).isNotBlank();
            run(
                    "submit",
                    "--spool",
                    "spool",
                    "--operation",
                    "acme.connect",
                    "--id",
                    "job-that-fails",
                    "--wait",
                    "--data",
                    "{\"host\": \"vcenter.example.org\", \"password\": \"S3CRET-3\", \"url\": \"https://S3CRET-4@x\"}");
        }
        Files.writeString(
                directory.resolve("worker.log"),
                "INFO job-that-fails - begins with password=S3CRET-5\nINFO job-of-another - S3CRET-6\n");

        CommandRun bundle = run("bundle", "job-that-fails", "--spool", "spool", "--log", "worker.log");

        assertThat(bundle.code()).as(bundle.err()).isZero();
        Path file = directory.resolve("job-that-fails.bundle.zip");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        Map<String, String> files = unpacked(file);
        assertThat(files)
                .containsOnlyKeys(
                        "README.txt",
                        "job.json",
                        "record.json",
                        "result.json",
                        "events.ndjson",
                        "log.txt",
                        "workers.json",
                        "configuration.json",
                        "doctor.json",
                        "host.json");
        assertThat(files.values()).noneMatch(text -> text.contains("S3CRET"));
        JsonNode result = new ObjectMapper().readTree(files.get("result.json"));
        assertThat(result.at("/error/code").asText()).isEqualTo("EXECUTION_ERROR");
        assertThat(result.at("/error/message").asText()).isEqualTo("login refused for [removed]");
        assertThat(files.get("job.json")).contains("vcenter.example.org", "acme.connect");
        assertThat(files.get("events.ndjson"))
                .contains("connecting to https://[removed]@vcenter.example.org", "RUNNING");
        assertThat(files.get("log.txt")).contains("begins with").doesNotContain("job-of-another");
        assertThat(files.get("configuration.json")).contains("\"worker.concurrency\"");
        assertThat(files.get("doctor.json")).contains("\"subject\" : \"memory\"");
        assertThat(files.get("host.json")).contains("\"guestkit\"", "\"java\"", "\"kernel\"");
    }

    @Test
    void nothingOfTheGuestIsInIt() throws Exception {
        try (FileTransport transport =
                        FileTransport.builder(directory.resolve("spool")).build();
                Worker worker = Worker.builder(transport)
                        .handler(new Finding())
                        .withoutDiscovery()
                        .start()) {
            assertThat(worker.id()).isNotBlank();
            run(
                    "submit",
                    "--spool",
                    "spool",
                    "--operation",
                    "acme.find",
                    "--id",
                    "job-that-works",
                    "--wait",
                    "--data",
                    "{}");
        }
        run("bundle", "job-that-works", "--spool", "spool", "--file", "b.zip");
        assertThat(unpacked(directory.resolve("b.zip")).values()).noneMatch(text -> text.contains("guest-file"));
        assertThat(new ObjectMapper()
                        .readTree(unpacked(directory.resolve("b.zip")).get("result.json"))
                        .has("data"))
                .isFalse();
    }

    @Test
    void anUnknownJobEndsWithTwo() {
        CommandRun run = run("bundle", "job-of-nobody", "--spool", "spool");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("no job is known as job-of-nobody");
        assertThat(directory.resolve("job-of-nobody.bundle.zip")).doesNotExist();
    }
}
