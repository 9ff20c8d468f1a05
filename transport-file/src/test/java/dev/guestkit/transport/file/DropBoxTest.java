package dev.guestkit.transport.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.guestkit.job.ErrorCode;
import dev.guestkit.worker.spi.Claim;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people and scripts drop, however they do it. */
class DropBoxTest {
    @TempDir
    Path root;

    private static final Duration SOON = Duration.ofSeconds(20);

    private FileTransport open() {
        return FileTransport.builder(root)
                .rescan(Duration.ofMillis(200))
                .quiet(Duration.ofMillis(400))
                .unfinished(Duration.ofMillis(1500))
                .build();
    }

    private byte[] job(String id) {
        return Echoes.CODEC.write(Echoes.job(id));
    }

    @Test
    void aSlowCopyIsTakenWhenItIsWholeAndNotBefore() throws IOException {
        byte[] bytes = job("slow-0001");
        try (FileTransport transport = open()) {
            try (OutputStream out = Files.newOutputStream(root.resolve("jobs/slow.json"))) {
                for (byte one : java.util.Arrays.copyOf(bytes, bytes.length - 1)) {
                    out.write(one);
                }
                out.flush();
                assertThat(Echoes.claim(transport.source(), Duration.ofMillis(700)))
                        .isEmpty();
                out.write(bytes[bytes.length - 1]);
            }
            assertThat(Echoes.claim(transport.source(), SOON)).isPresent();
            // A job can be claimed as soon as it is durable; the dropped name is taken away right after that.
            await().untilAsserted(
                            () -> assertThat(root.resolve("jobs/slow.json")).doesNotExist());
        }
    }

    @Test
    void aYamlFileThatIsWrittenInPlaceIsTakenWhenItIsQuiet() throws IOException {
        String yaml = """
                version: "1.0"
                job_id: yaml-0001
                created_at: "2026-01-02T03:04:05Z"
                kind: VMOperation
                operation: system.echo
                payload:
                  type: system.echo.v1
                  data: {say: hello}
                """;
        try (FileTransport transport = open()) {
            Files.writeString(root.resolve("jobs/some job.yaml"), yaml);
            Optional<Claim> claim = Echoes.claim(transport.source(), SOON);
            assertThat(claim).get().extracting(c -> c.token().jobId()).isEqualTo("yaml-0001");
        }
    }

    @Test
    void garbageIsRejectedWithItsReasonAndTheNextJobRuns() throws IOException {
        try (FileTransport transport = open()) {
            Files.writeString(root.resolve("jobs/bad\nname ✗.json"), "{not json");
            Files.write(root.resolve("jobs/binary.json"), new byte[] {0, 1, 2, (byte) 0xff});
            Files.writeString(root.resolve("jobs/cut.json"), "{\"version\":");
            Files.createSymbolicLink(root.resolve("jobs/link.json"), Path.of("/etc/hostname"));
            Files.writeString(root.resolve("jobs/note.txt"), "left alone");
            Files.write(root.resolve("jobs/good.json"), job("good-0001"));
            assertThat(Echoes.claim(transport.source(), SOON)).isPresent();
            Awaitility.await().atMost(SOON).untilAsserted(() -> {
                assertThat(root.resolve("jobs/rejected/cut.json")).exists();
                assertThat(root.resolve("jobs/rejected/binary.json.reason.txt")).isNotEmptyFile();
                assertThat(Files.isSymbolicLink(root.resolve("jobs/rejected/link.json")))
                        .isTrue();
                assertThat(root.resolve("jobs/rejected/bad_name__.json.reason.txt"))
                        .content(StandardCharsets.UTF_8)
                        .contains("UNPARSABLE");
            });
            assertThat(root.resolve("jobs/note.txt")).exists();
        }
    }

    @Test
    void namesThatAreNoTextInAnyCharacterSetAreTakenAndRejectedLikeOthers() throws Exception {
        Path good = Files.write(root.resolve("good"), job("named-001"));
        String script = "mv \"$1\" \"$2/$(printf 'na\\377me \\n.JSON')\"; echo '[' > \"$2/$(printf 'b\\376d.json')\"";
        try (FileTransport transport = open()) {
            Process shell = new ProcessBuilder(
                            "sh",
                            "-c",
                            script,
                            "sh",
                            good.toString(),
                            root.resolve("jobs").toString())
                    .inheritIO()
                    .start();
            assertThat(shell.waitFor()).isZero();
            assertThat(Echoes.claim(transport.source(), SOON)).isPresent();
            await().atMost(SOON).untilAsserted(() -> {
                assertThat(root.resolve("jobs/rejected").toFile().list()).hasSize(2);
                assertThat(root.resolve("jobs").toFile().list())
                        .containsExactlyInAnyOrder("done", "failed", "rejected");
            });
        }
    }

    @Test
    void aReadableButInvalidDocumentEndsAsAFailedJob() throws IOException {
        String wrong = new String(job("wrong-001"), StandardCharsets.UTF_8).replace("VMOperation", "Picnic");
        try (FileTransport transport = open()) {
            Files.writeString(root.resolve("jobs/wrong.json"), wrong);
            assertThat(Echoes.claim(transport.source(), Duration.ZERO)).isEmpty();
            Awaitility.await()
                    .atMost(SOON)
                    .until(() -> transport.client().result("wrong-001").isPresent());
            assertThat(transport
                            .client()
                            .result("wrong-001")
                            .orElseThrow()
                            .error()
                            .orElseThrow()
                            .code())
                    .isEqualTo(ErrorCode.VALIDATION_ERROR.name());
            assertThat(transport.client().find("wrong-001")).isPresent();
            Awaitility.await().atMost(SOON).until(() -> Files.exists(root.resolve("jobs/failed/wrong-001.json")));
            assertThat(root.resolve("jobs/failed/wrong-001.reason.txt")).exists();
        }
    }

    @Test
    void twoProcessesOnOneDirectoryTakeADropOnce() throws IOException {
        try (FileTransport one = open();
                FileTransport other = open()) {
            assertThat(Echoes.claim(one.source(), Duration.ZERO)).isEmpty();
            assertThat(Echoes.claim(other.source(), Duration.ZERO)).isEmpty();
            for (int i = 0; i < 50; i++) {
                Path written = Files.write(root.resolve("tmp/mine"), job("both-" + (1000 + i)));
                Files.move(written, root.resolve("jobs/" + i + ".json"));
            }
            int claimed = 0;
            while (claimed < 50) {
                claimed += one.source()
                        .claim(Echoes.offer("w-1", 2), 2, Duration.ofMillis(50))
                        .size();
                claimed += other.source()
                        .claim(Echoes.offer("w-2", 2), 2, Duration.ofMillis(50))
                        .size();
            }
            assertThat(one.source().claim(Echoes.offer("w-1", 2), 2, Duration.ofMillis(500)))
                    .isEmpty();
            assertThat(root.resolve("jobs/rejected")).isEmptyDirectory();
        }
    }
}
