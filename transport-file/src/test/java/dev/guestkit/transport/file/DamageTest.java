package dev.guestkit.transport.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestkit.job.ErrorCode;
import dev.guestkit.job.JobError;
import dev.guestkit.worker.spi.Claim;
import dev.guestkit.worker.spi.Finish;
import dev.guestkit.worker.spi.JobRecord;
import dev.guestkit.worker.spi.JobState;
import dev.guestkit.worker.spi.SubmitOutcome;
import dev.guestkit.worker.spi.TransportException;
import dev.guestkit.worker.spi.WriteOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that a power cut, a failing disk or a strange hand left cut short or otherwise than they were written. */
class DamageTest {
    private static final String JOB = "harmed-01";

    @TempDir
    Path root;

    private Path file(String name) {
        return root.resolve(name);
    }

    private FileTransport open() {
        return FileTransport.builder(root).takesDrops(false).build();
    }

    private static void cut(Path file, double part) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, (int) (bytes.length * part)));
    }

    private static Claim claim(FileTransport transport) {
        return Echoes.claim(transport.source(), Duration.ZERO).orElseThrow();
    }

    /** Claims and starts of jobs that may be repeated are not waited for: a power cut may take their bytes. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.3, 0.99})
    void aStepThatWasCutShortIsUndoneAndTheJobRuns(double part) throws IOException {
        Claim lost;
        try (FileTransport transport = open()) {
            transport.client().submit(Echoes.submission(JOB));
            lost = claim(transport);
            transport.source().start(lost.token(), true);
        }
        cut(file("queue/" + JOB + "~1.json"), part);
        cut(file("queue/" + JOB + "~2.json"), part);
        try (FileTransport transport = open()) {
            assertThat(transport.client().find(JOB).orElseThrow().state()).isEqualTo(JobState.QUEUED);
            Claim again = claim(transport);
            assertThat(transport.source().start(lost.token(), true)).isEqualTo(WriteOutcome.FENCED);
            transport.source().start(again.token(), true);
            assertThat(transport.source().finish(again.token(), new Finish.Done(Echoes.completed(JOB, "w-1"))))
                    .isEqualTo(WriteOutcome.OK);
            assertThat(transport.client().find(JOB).orElseThrow().attempt()).isEqualTo(1);
        }
        assertThat(file("queue")).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5})
    void aDamagedDocumentFailsWithTheReasonAndItsBytesAreKept(double part) throws IOException {
        try (FileTransport transport = open()) {
            transport.client().submit(Echoes.submission(JOB));
            transport.client().submit(Echoes.submission("sound-001"));
        }
        cut(file("queue/" + JOB + ".json"), part);
        byte[] left = Files.readAllBytes(file("queue/" + JOB + ".json"));
        try (FileTransport transport = open()) {
            assertThat(claim(transport).token().jobId()).isEqualTo("sound-001");
            failed(transport);
            assertThat(file("jobs/failed/" + JOB + ".json")).hasBinaryContent(left);
            assertThat(file("jobs/failed/" + JOB + ".reason.txt")).content().contains("damaged", JOB);
            assertThat(file("queue/" + JOB + ".json")).doesNotExist();
            assertThat(transport.control().stats().count(JobState.FAILED)).isEqualTo(1);
        }
    }

    @Test
    void aDocumentThatIsDamagedWhileItWaitsFailsWhenItIsClaimed() throws IOException {
        try (FileTransport transport = open()) {
            transport.client().submit(Echoes.submission(JOB));
            cut(file("queue/" + JOB + ".json"), 0.5);
            assertThat(Echoes.claim(transport.source(), Duration.ZERO)).isEmpty();
            failed(transport);
        }
    }

    @Test
    void aDocumentThatIsDamagedWhileItsJobRunsDoesNotDisturbIt() throws IOException {
        try (FileTransport worker = open()) {
            worker.client().submit(Echoes.submission(JOB));
            Claim claim = claim(worker);
            worker.source().start(claim.token(), true);
            cut(file("queue/" + JOB + ".json"), 0.5);
            try (FileTransport other = open()) {
                assertThat(Echoes.claim(other.source(), Duration.ZERO)).isEmpty();
                assertThat(other.client().result(JOB)).isEmpty();
            }
            assertThat(worker.source().finish(claim.token(), new Finish.Done(Echoes.completed(JOB, "w-1"))))
                    .isEqualTo(WriteOutcome.OK);
        }
    }

    @Test
    void aResultThatIsDamagedIsSaidAndTheJobIsNotRunAgain() throws IOException {
        try (FileTransport transport = open()) {
            transport.client().submit(Echoes.submission(JOB));
            Claim claim = claim(transport);
            transport.source().start(claim.token(), true);
            transport.source().finish(claim.token(), new Finish.Done(Echoes.completed(JOB, "w-1")));
            cut(file("results/" + JOB + "-result.json"), 0.5);
            assertThatThrownBy(() -> transport.client().result(JOB))
                    .isInstanceOfSatisfying(
                            TransportException.class,
                            e -> assertThat(e.kind()).isEqualTo(TransportException.Kind.CORRUPT))
                    .hasMessageContaining(JOB)
                    .hasMessageContaining("restore it or remove it");
            assertThat(transport.client().submit(Echoes.submission("other-001")).kind())
                    .isEqualTo(SubmitOutcome.Kind.CREATED);
            assertThat(claim(transport).token().jobId()).isEqualTo("other-001");
        }
    }

    private static void failed(FileTransport transport) {
        JobError error = transport.client().result(JOB).orElseThrow().error().orElseThrow();
        assertThat(error.code()).isEqualTo(ErrorCode.INTERNAL_ERROR.name());
        assertThat(error.message()).contains("damaged in the queue");
        JobRecord job = transport.client().find(JOB).orElseThrow();
        assertThat(job.state()).isEqualTo(JobState.FAILED);
    }
}
