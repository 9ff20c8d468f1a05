package dev.guestkit.transport.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestkit.job.JobBuilder;
import dev.guestkit.job.JobDocument;
import dev.guestkit.worker.spi.Claim;
import dev.guestkit.worker.spi.Finish;
import dev.guestkit.worker.spi.JobState;
import dev.guestkit.worker.spi.SubmitOutcome.Kind;
import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Submissions that meet what another process stored, or died over storing. */
class KnownJobTest {
    @TempDir
    Path root;

    private final List<String> synced = new CopyOnWriteArrayList<>();

    private FileTransport open() {
        return FileTransport.builder(root)
                .rescan(Duration.ofMillis(200))
                .syncer(new Syncer() {
                    @Override
                    public void file(FileDescriptor file) throws IOException {
                        Syncer.REAL.file(file);
                    }

                    @Override
                    public void directory(Path directory) throws IOException {
                        Syncer.REAL.directory(directory);
                        synced.add(directory.getFileName().toString());
                    }
                })
                .build();
    }

    private static JobBuilder keyed(String jobId) {
        return JobBuilder.echo("hello").jobId(jobId).idempotencyKey("key");
    }

    private Kind submit(FileTransport transport, JobDocument document) {
        synced.clear();
        return transport.client().submit(Echoes.submission(document)).kind();
    }

    private static void run(FileTransport transport, String jobId) {
        Claim claim = Echoes.claim(transport.source(), Duration.ofSeconds(10)).orElseThrow();
        assertThat(claim.token().jobId()).isEqualTo(jobId);
        transport.source().start(claim.token(), true);
        transport.source().finish(claim.token(), new Finish.Done(Echoes.completed(jobId, "w-1")));
    }

    @Test
    void aJobThatAnotherProcessLinkedIsOnTheDiskBeforeItIsCalledKnown() throws IOException {
        JobDocument job = keyed("known-001").build();
        try (FileTransport transport = open()) {
            Files.write(root.resolve("queue/known-001.json"), Echoes.CODEC.write(job));
            assertThat(submit(transport, job)).isEqualTo(Kind.UNCHANGED);
            assertThat(synced).contains("queue", "keys");
            run(transport, "known-001");
            assertThat(submit(transport, job)).isEqualTo(Kind.UNCHANGED);
            assertThat(synced).contains("results", "keys");
        }
    }

    @Test
    void aFirstJobIsOnTheDiskBeforeAnotherOneIsRefusedForIt() throws IOException {
        try (FileTransport transport = open()) {
            assertThat(submit(transport, keyed("first-001").build())).isEqualTo(Kind.CREATED);
            assertThat(submit(transport, keyed("other-001").build())).isEqualTo(Kind.DUPLICATE_IN_PROGRESS);
            assertThat(synced).contains("queue", "keys");
        }
    }

    @Test
    void aReplayThatACrashCutShortIsFinishedByTheSameSubmission() throws IOException {
        JobDocument second = keyed("second-01").build();
        try (FileTransport transport = open()) {
            submit(transport, keyed("first-001").build());
            run(transport, "first-001");
            assertThat(submit(transport, second)).isEqualTo(Kind.REPLAYED);
            Files.delete(root.resolve("jobs/done/second-01.json"));
            Files.delete(root.resolve("records/second-01.json"));

            JobDocument other = JobBuilder.echo("other").jobId("second-01").build();
            assertThat(submit(transport, other)).isEqualTo(Kind.CONFLICT);
            assertThat(submit(transport, second)).isEqualTo(Kind.UNCHANGED);

            assertThat(root.resolve("jobs/done/second-01.json")).exists();
            assertThat(transport
                            .client()
                            .find("second-01")
                            .orElseThrow()
                            .document()
                            .operation())
                    .isEqualTo("system.echo");
            assertThat(submit(transport, other)).isEqualTo(Kind.CONFLICT);
            assertThat(Echoes.claim(transport.source(), Duration.ZERO)).isEmpty();
        }
    }

    @Test
    void aRefusedDropThatACrashCutShortEndsAsAFailedJob() throws IOException {
        byte[] drop = Echoes.CODEC.write(keyed("second-01").build());
        try (FileTransport transport = open()) {
            submit(transport, keyed("first-001").build());
            assertThat(Echoes.claim(transport.source(), Duration.ofSeconds(5))).isPresent();
            dropAndLoseTheDocument(drop);
            dropAndAwaitTheDocument(drop);
        }
    }

    @Test
    void anInvalidDropThatACrashCutShortEndsAsAFailedJob() throws IOException {
        byte[] drop = new String(Echoes.CODEC.write(Echoes.job("second-01")), StandardCharsets.UTF_8)
                .replace("VMOperation", "Picnic")
                .getBytes(StandardCharsets.UTF_8);
        try (FileTransport transport = open()) {
            assertThat(Echoes.claim(transport.source(), Duration.ZERO)).isEmpty();
            dropAndLoseTheDocument(drop);
            dropAndAwaitTheDocument(drop);
            // Once more, as if only taking the dropped file away had been cut short.
            dropAndAwaitTheDocument(drop);
        }
    }

    private void dropAndLoseTheDocument(byte[] drop) throws IOException {
        dropAndAwaitTheDocument(drop);
        Files.delete(root.resolve("jobs/failed/second-01.json"));
        Files.deleteIfExists(root.resolve("records/second-01.json"));
    }

    private void dropAndAwaitTheDocument(byte[] drop) throws IOException {
        Path written = Files.write(root.resolve("tmp/mine"), drop);
        Files.move(written, root.resolve("jobs/mine.json"));
        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(root.resolve("jobs/mine.json")).doesNotExist();
            assertThat(root.resolve("jobs/rejected")).isEmptyDirectory();
            assertThat(root.resolve("jobs/failed/second-01.json")).exists();
        });
    }

    @Test
    void aJobOnItsWayToTheArchiveIsStillKnownInFull() throws IOException {
        JobDocument job = keyed("moving-01").build();
        try (FileTransport transport = open()) {
            submit(transport, job);
            run(transport, "moving-01");
            Path result = root.resolve("results/moving-01-result.json");
            LocalDate ended =
                    LocalDate.ofInstant(Files.getLastModifiedTime(result).toInstant(), ZoneOffset.UTC);
            Path day = Files.createDirectories(root.resolve("archive/" + ended));
            Files.move(root.resolve("jobs/done/moving-01.json"), day.resolve("moving-01.json"));
            Files.move(root.resolve("records/moving-01.json"), day.resolve("moving-01.record.json"));

            assertThat(submit(transport, job)).isEqualTo(Kind.UNCHANGED);
            assertThat(transport.client().find("moving-01").orElseThrow())
                    .satisfies(found -> assertThat(found.document().operation()).isEqualTo("system.echo"))
                    .satisfies(found -> assertThat(found.history()).hasSize(4))
                    .satisfies(found -> assertThat(found.state()).isEqualTo(JobState.COMPLETED));
        }
    }
}
