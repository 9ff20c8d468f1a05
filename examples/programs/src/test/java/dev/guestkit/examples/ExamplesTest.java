package dev.guestkit.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestkit.http.server.HttpFront;
import dev.guestkit.http.server.HttpListener;
import dev.guestkit.job.JobBuilder;
import dev.guestkit.job.JobDocument;
import dev.guestkit.job.JobError;
import dev.guestkit.job.JobResult;
import dev.guestkit.job.JobStatus;
import dev.guestkit.transport.file.FileTransport;
import dev.guestkit.transport.http.HttpTransport;
import dev.guestkit.worker.MemoryTransport;
import dev.guestkit.worker.Worker;
import dev.guestkit.worker.spi.SubmissionRefusedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExamplesTest {
    @TempDir
    Path directory;

    @Test
    void theSameWorkRunsOnEveryTransport() throws Exception {
        try (MemoryTransport memory = MemoryTransport.create();
                FileTransport spool = FileTransport.open(directory.resolve("spool"))) {
            assertThat(SwapTransports.echo(memory, "a").status()).isEqualTo(JobStatus.COMPLETED);
            assertThat(SwapTransports.echo(spool, "b").status()).isEqualTo(JobStatus.COMPLETED);
        }
    }

    @Test
    void aWorkerAnswersOverHttp() throws Exception {
        try (MemoryTransport transport = MemoryTransport.create();
                HttpFront front = HttpFront.builder(transport).build();
                HttpListener listener =
                        HttpListener.builder(front).address("127.0.0.1", 0).start()) {
            assertThat(ServeOverHttp.submit(listener.uri())).contains("\"success\":true");
            assertThat(transport.control().stats().depth()).isEqualTo(1);
        }
    }

    @Test
    void aWorkerElsewhereWorksOnTheJobsOfAServer() {
        try (MemoryTransport memory = MemoryTransport.create();
                HttpFront front = HttpFront.builder(memory).build();
                HttpListener listener =
                        HttpListener.builder(front).address("127.0.0.1", 0).start();
                HttpTransport server = HttpTransport.builder(listener.uri()).build();
                Worker worker = RemoteWorker.start(server, directory)) {
            JobDocument job =
                    JobBuilder.echo("from afar").workerPool("hypervisors").build();
            memory.client().submit(job).orThrow();
            assertThat(memory.client().await(job.jobId(), Duration.ofMinutes(1)))
                    .hasValueSatisfying(result -> assertThat(result.workerId()).isEqualTo(worker.id()));
        }
    }

    @Test
    void anEmbeddedWorkerSaysWhatIsWrongWithAnImage() throws Exception {
        Files.writeString(directory.resolve("broken.qcow2"), "no disk at all");

        JobResult result = EmbedWorker.inspect(directory.resolve("spool"), directory, "broken.qcow2");

        assertThat(result.status()).isEqualTo(JobStatus.FAILED);
        assertThat(result.error().map(JobError::code)).contains("IMAGE_CORRUPT");
    }

    @Test
    void aBatchEndsForEveryImageAndIsNotSubmittedTwice() throws Exception {
        List<Path> images = List.of(
                Files.writeString(directory.resolve("a.qcow2"), "no disk"),
                Files.writeString(directory.resolve("b.qcow2"), "no disk either"));
        try (MemoryTransport transport = MemoryTransport.create();
                Worker worker = Worker.builder(transport).allowedRoot(directory).start()) {
            Map<Path, JobResult> results =
                    BatchOfImages.inspect(transport.client(), "nightly", images, Duration.ofMinutes(1));

            assertThat(results).containsOnlyKeys(images);
            assertThat(results.values()).allSatisfy(r -> assertThat(r.status()).isEqualTo(JobStatus.FAILED));
            assertThat(worker.activeJobs()).isZero();

            JobDocument other = JobBuilder.inspect(images.get(0).toString(), p -> p.deepScan(true))
                    .namespace("nightly")
                    .idempotencyKey(images.get(0).toString())
                    .build();
            transport.control().pause("so that it is in progress");
            transport.client().submit(other).orThrow();
            assertThatThrownBy(
                            () -> BatchOfImages.inspect(transport.client(), "nightly", images, Duration.ofMinutes(1)))
                    .isInstanceOf(SubmissionRefusedException.class)
                    .hasMessageContaining(other.jobId())
                    .hasMessageContaining("use another key");
        }
    }
}
