package dev.guestkit.transport.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestkit.job.JobStatus;
import dev.guestkit.worker.spi.Claim;
import dev.guestkit.worker.spi.Finish;
import dev.guestkit.worker.spi.JobRecord;
import dev.guestkit.worker.spi.JobState;
import dev.guestkit.worker.spi.SubmitOutcome;
import dev.guestkit.worker.spi.WriteOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One job on its way through a spool, as seen on the disk. */
class OneJobTest {
    @TempDir
    Path root;

    @Test
    void submittedJobRunsAndLeavesItsResult() throws IOException {
        try (FileTransport transport = FileTransport.open(root)) {
            assertThat(transport.client().submit(Echoes.submission("job-00001")).kind())
                    .isEqualTo(SubmitOutcome.Kind.CREATED);
            assertThat(transport.client().submit(Echoes.submission("job-00001")).kind())
                    .isIn(SubmitOutcome.Kind.UNCHANGED, SubmitOutcome.Kind.CONFLICT);

            Claim claim = Echoes.claim(transport.source(), Duration.ZERO).orElseThrow();
            assertThat(transport.source().start(claim.token(), true)).isEqualTo(WriteOutcome.OK);
            Finish done = new Finish.Done(Echoes.completed("job-00001", "w-1"));
            assertThat(transport.source().finish(claim.token(), done)).isEqualTo(WriteOutcome.OK);
            assertThat(transport.source().finish(claim.token(), done)).isEqualTo(WriteOutcome.ALREADY);

            JobRecord record = transport.client().find("job-00001").orElseThrow();
            assertThat(record.state()).isEqualTo(JobState.COMPLETED);
            assertThat(record.history()).hasSize(4);
            assertThat(transport.client().result("job-00001").orElseThrow().status())
                    .isEqualTo(JobStatus.COMPLETED);
        }
        assertThat(files("results")).containsExactly("job-00001-result.json");
        assertThat(files("jobs/done")).containsExactly("job-00001.json");
        assertThat(files("queue")).isEmpty();
        assertThat(files("tmp")).isEmpty();
    }

    @Test
    void documentThatIsRenamedInRuns() throws IOException {
        try (FileTransport transport = FileTransport.open(root)) {
            Path written = Files.write(root.resolve("tmp/mine"), Echoes.CODEC.write(Echoes.job("job-00002")));
            Files.move(written, root.resolve("jobs/any name.json"));

            Claim claim =
                    Echoes.claim(transport.source(), Duration.ofSeconds(10)).orElseThrow();

            assertThat(claim.record().jobId()).isEqualTo("job-00002");
        }
    }

    private Stream<String> files(String place) throws IOException {
        try (Stream<Path> entries = Files.list(root.resolve(place))) {
            return entries.map(file -> file.getFileName().toString()).toList().stream();
        }
    }
}
