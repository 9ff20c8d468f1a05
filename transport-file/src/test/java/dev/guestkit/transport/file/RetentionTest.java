package dev.guestkit.transport.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestkit.job.JobBuilder;
import dev.guestkit.job.JobDocument;
import dev.guestkit.worker.spi.Claim;
import dev.guestkit.worker.spi.Finish;
import dev.guestkit.worker.spi.JobQuery;
import dev.guestkit.worker.spi.JobSubmission;
import dev.guestkit.worker.spi.JobSummary;
import dev.guestkit.worker.spi.SubmitOutcome;
import dev.guestkit.worker.testkit.ManualClock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long ended jobs stay, and where: by age, by number, in the archive by days, and forgotten in the end. */
class RetentionTest {
    @TempDir
    Path root;

    private final Instant now = Instant.now();
    private final ManualClock clock = new ManualClock(now);

    private FileTransportBuilder builder() {
        return FileTransport.builder(root).clock(clock).takesDrops(false);
    }

    private static JobSubmission job(String id, String key) {
        JobDocument document =
                JobBuilder.echo("x").jobId(id).idempotencyKey(key).build();
        byte[] bytes = Echoes.CODEC.write(document);
        return JobSubmission.filledIn(document, bytes, ("\"" + id + "\"").getBytes(StandardCharsets.UTF_8));
    }

    /** Ends a job as if that had been so long ago. */
    private void end(FileTransport transport, String id, Duration ago) throws IOException {
        assertThat(transport.client().submit(job(id, "key-" + id)).kind()).isEqualTo(SubmitOutcome.Kind.CREATED);
        Claim claim = Echoes.claim(transport.source(), Duration.ZERO).orElseThrow();
        transport.source().start(claim.token(), true);
        transport.source().artifact(claim.token(), "report.txt", new ByteArrayInputStream(new byte[] {1, 2, 3}));
        transport.source().finish(claim.token(), new Finish.Done(Echoes.completed(id, "w-1")));
        Files.setLastModifiedTime(root.resolve("results").resolve(id + "-result.json"), FileTime.from(now.minus(ago)));
    }

    private void sweep(FileTransport transport) {
        clock.advance(Duration.ofSeconds(61));
        transport.control().expire();
    }

    private List<String> names(String place) throws IOException {
        try (Stream<Path> entries = Files.list(root.resolve(place))) {
            return entries.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static List<String> listed(FileTransport transport) {
        return transport.client().list(JobQuery.all()).jobs().stream()
                .map(JobSummary::jobId)
                .sorted()
                .toList();
    }

    @Test
    void whatIsTooOldGoesToTheShardOfItsDayAndCanBeReadThere() throws IOException {
        try (FileTransport transport =
                builder().keepFlat(Duration.ofHours(1), 100).build()) {
            end(transport, "old-00001", Duration.ofHours(50));
            end(transport, "young-001", Duration.ofMinutes(1));
            sweep(transport);

            String day = LocalDate.ofInstant(now.minus(Duration.ofHours(50)), ZoneOffset.UTC)
                    .toString();
            assertThat(names("archive")).containsExactly(day);
            assertThat(names("archive/" + day))
                    .containsExactly(
                            "old-00001-result.json", "old-00001.artifacts", "old-00001.json", "old-00001.record.json");
            assertThat(names("results")).containsExactly("young-001-result.json");
            assertThat(names("jobs/done")).containsExactly("young-001.json");
            assertThat(transport.client().result("old-00001")).isPresent();
            assertThat(transport.client().find("old-00001").orElseThrow().history())
                    .hasSize(4);
            assertThat(transport.client().events("old-00001", -1, 10).events()).hasSize(4);
            try (InputStream artifact =
                    transport.client().artifact("old-00001", "report.txt").orElseThrow()) {
                assertThat(artifact.readAllBytes()).containsExactly(1, 2, 3);
            }
            assertThat(listed(transport)).containsExactly("old-00001", "young-001");
            assertThat(transport
                            .client()
                            .submit(job("old-00001", "key-old-00001"))
                            .kind())
                    .isEqualTo(SubmitOutcome.Kind.UNCHANGED);
        }
    }

    @Test
    void whatIsTooMuchGoesOldestFirst() throws IOException {
        try (FileTransport transport = builder().keepFlat(Duration.ofDays(7), 2).build()) {
            for (int i = 1; i <= 5; i++) {
                end(transport, "count-000" + i, Duration.ofMinutes(i));
            }
            sweep(transport);
            assertThat(names("results")).containsExactly("count-0001-result.json", "count-0002-result.json");
            assertThat(listed(transport)).hasSize(5);
        }
    }

    @Test
    void whatIsForgottenFreesItsIdAndItsIdempotencyKey() throws IOException {
        try (FileTransport transport = builder()
                .keepFlat(Duration.ofHours(1), 100)
                .keepArchived(Duration.ofDays(5))
                .build()) {
            end(transport, "old-00001", Duration.ofDays(4));
            sweep(transport);
            assertThat(transport
                            .client()
                            .submit(job("again-001", "key-old-00001"))
                            .kind())
                    .isEqualTo(SubmitOutcome.Kind.REPLAYED);
            assertThat(listed(transport)).containsExactly("again-001", "old-00001");

            clock.advance(Duration.ofDays(2));
            transport.control().expire();

            assertThat(listed(transport)).containsExactly("again-001");
            assertThat(transport.client().find("old-00001")).isEmpty();
            assertThat(names("received")).as("of the replay alone").hasSize(1);
            assertThat(transport
                            .client()
                            .submit(job("third-001", "key-old-00001"))
                            .kind())
                    .isEqualTo(SubmitOutcome.Kind.CREATED);
        }
    }

    @Test
    void aClockThatIsSetBackThrowsNothingAway() throws IOException {
        try (FileTransport transport = builder()
                .keepFlat(Duration.ofHours(1), 100)
                .keepArchived(Duration.ofDays(5))
                .build()) {
            end(transport, "old-00001", Duration.ofHours(50));
            clock.setWall(now.minus(Duration.ofDays(400)));
            sweep(transport);
            assertThat(transport.client().result("old-00001")).isPresent();
            clock.setWall(now);
            sweep(transport);
            assertThat(names("results")).isEmpty();
            assertThat(transport.client().result("old-00001")).isPresent();
        }
    }

    @Test
    void aRefusedSubmissionLeavesNothingBehind() throws IOException {
        try (FileTransport transport = builder().build()) {
            transport.client().submit(job("first-001", "key"));
            assertThat(names("received")).hasSize(1);
            JobDocument other = JobBuilder.echo("other")
                    .jobId("first-001")
                    .idempotencyKey("key")
                    .build();
            byte[] bytes = Echoes.CODEC.write(other);
            assertThat(transport
                            .client()
                            .submit(JobSubmission.filledIn(other, bytes, new byte[] {'1'}))
                            .kind())
                    .isEqualTo(SubmitOutcome.Kind.CONFLICT);
            assertThat(transport.client().submit(job("second-01", "key")).kind())
                    .isEqualTo(SubmitOutcome.Kind.DUPLICATE_IN_PROGRESS);
            assertThat(transport.client().submit(job("first-001", "key")).kind())
                    .isEqualTo(SubmitOutcome.Kind.UNCHANGED);
            assertThat(names("received")).hasSize(1);
            assertThat(names("keys")).hasSize(1);
        }
    }
}
