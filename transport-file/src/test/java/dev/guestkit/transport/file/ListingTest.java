package dev.guestkit.transport.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestkit.job.JobBuilder;
import dev.guestkit.worker.spi.Claim;
import dev.guestkit.worker.spi.Finish;
import dev.guestkit.worker.spi.JobQuery;
import dev.guestkit.worker.spi.JobState;
import dev.guestkit.worker.spi.JobSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Listings and counts of ended jobs, by processes that saw them end and by others, in the flat places and in the archive. */
class ListingTest {
    @TempDir
    Path root;

    @BeforeEach
    void endSome() {
        try (FileTransport transport = FileTransport.open(root)) {
            end(transport, "first-001", "second-01");
        }
    }

    private static void end(FileTransport transport, String... jobs) {
        for (String job : jobs) {
            transport
                    .client()
                    .submit(Echoes.submission(JobBuilder.echo("x")
                            .jobId(job)
                            .label("kind", "test")
                            .build()));
            Claim claim = Echoes.claim(transport.source(), Duration.ZERO).orElseThrow();
            transport.source().start(claim.token(), true);
            transport.source().finish(claim.token(), new Finish.Done(Echoes.completed(job, "w-1")));
        }
    }

    private static List<String> listed(FileTransport transport) {
        JobQuery query = JobQuery.builder()
                .states(JobState.COMPLETED)
                .operations("system.echo")
                .label("kind", "test")
                .newestFirst(false)
                .build();
        return transport.client().list(query).jobs().stream()
                .map(JobSummary::jobId)
                .toList();
    }

    private static long completed(FileTransport transport) {
        return transport.control().stats().count(JobState.COMPLETED);
    }

    private void archive(String jobId, String day) throws IOException {
        Layout layout = SpoolDirectory.open(root, Syncer.REAL);
        ArchivePlace.Shelf shelf = new ArchivePlace(layout).shelf(java.time.Instant.parse(day + "T00:00:00Z"), jobId);
        Files.createDirectories(shelf.day());
        Files.move(layout.doneDocument(jobId), shelf.document());
        Files.move(layout.record(jobId), shelf.record());
        Files.move(layout.result(jobId), shelf.result());
    }

    @Test
    void whatAnotherProcessEndsIsListedAndCounted() {
        try (FileTransport one = FileTransport.open(root);
                FileTransport other = FileTransport.open(root)) {
            assertThat(listed(one)).containsExactly("first-001", "second-01");
            end(other, "third-001");
            assertThat(listed(one)).containsExactly("first-001", "second-01", "third-001");
            assertThat(completed(one)).isEqualTo(3);
            assertThat(completed(other)).isEqualTo(3);
        }
    }

    @Test
    void jobsStayListedWhileTheyMoveToTheArchiveAndLeaveWithTheirDay() throws IOException {
        try (FileTransport watching = FileTransport.open(root)) {
            assertThat(listed(watching)).hasSize(2);
            archive("first-001", "2026-01-01");
            assertThat(listed(watching)).containsExactly("first-001", "second-01");
            try (FileTransport later = FileTransport.open(root)) {
                assertThat(listed(later)).containsExactly("first-001", "second-01");
            }
            try (Stream<Path> day = Files.list(root.resolve("archive/2026-01-01"))) {
                day.forEach(file -> file.toFile().delete());
            }
            Files.delete(root.resolve("archive/2026-01-01"));
            assertThat(listed(watching)).containsExactly("second-01");
            assertThat(completed(watching)).isEqualTo(1);
        }
    }

    @Test
    void aRecordThatIsLostOrDamagedIsMadeUpFromTheResult() throws IOException {
        Files.delete(root.resolve("records/first-001.json"));
        Files.write(root.resolve("records/second-01.json"), new byte[0]);
        for (String job : List.of("first-001", "second-01")) {
            Files.setLastModifiedTime(
                    root.resolve("results").resolve(job + "-result.json"),
                    FileTime.from(Instant.now().minusSeconds(10)));
        }
        try (FileTransport transport = FileTransport.open(root)) {
            assertThat(listed(transport)).containsExactlyInAnyOrder("first-001", "second-01");
        }
    }

    @Test
    void oneResultThatCannotBeReadDoesNotHideTheOthers() throws IOException {
        Files.delete(root.resolve("records/first-001.json"));
        Files.write(root.resolve("results/first-001-result.json"), new byte[0]);
        try (FileTransport transport = FileTransport.open(root)) {
            assertThat(listed(transport)).containsExactly("second-01");
        }
    }
}
