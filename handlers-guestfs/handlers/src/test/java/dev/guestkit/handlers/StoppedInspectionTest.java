package dev.guestkit.handlers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.guestkit.appliance.LibguestfsEngine;
import dev.guestkit.handlers.fixtures.Fixture;
import dev.guestkit.handlers.fixtures.Traces;
import dev.guestkit.handlers.fixtures.WorkerProgram;
import dev.guestkit.job.ErrorCode;
import dev.guestkit.job.JobBuilder;
import dev.guestkit.job.JobDocument;
import dev.guestkit.job.JobResult;
import dev.guestkit.job.JobStatus;
import dev.guestkit.worker.MemoryTransport;
import dev.guestkit.worker.Worker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real inspection that does not reach its end leaves nothing on the host. */
class StoppedInspectionTest {
    private static final Duration GONE = Duration.ofSeconds(5);
    private static final Duration STARTED = Duration.ofSeconds(60);

    @TempDir
    Path given;

    private Path home;
    private Path image;

    @BeforeEach
    void copyImage() throws IOException {
        home = given.toRealPath();
        image = home.resolve("guest.qcow2");
        Files.copy(Fixture.named("debian-gpt-ext4.qcow2").path(), image);
    }

    @Test
    void cancelledInspectionLeavesNothing() {
        JobResult result = stopped(JobBuilder.inspect(image.toString()).build(), true);

        assertThat(result.status()).isEqualTo(JobStatus.CANCELLED);
        assertNothingIsLeft();
    }

    @Test
    void inspectionThatTakesTooLongLeavesNothing() {
        JobResult result = stopped(
                JobBuilder.inspect(image.toString())
                        .timeout(Duration.ofSeconds(3))
                        .build(),
                false);

        assertThat(result.status()).isEqualTo(JobStatus.TIMEOUT);
        assertThat(result.error().orElseThrow().code()).isEqualTo(ErrorCode.TIMEOUT.name());
        assertNothingIsLeft();
    }

    private JobResult stopped(JobDocument job, boolean cancel) {
        try (MemoryTransport transport = MemoryTransport.create();
                LibguestfsEngine engine = LibguestfsEngine.builder()
                        .runtimeDirectory(home.resolve("run"))
                        .build();
                Worker worker = Worker.builder(transport)
                        .withoutDiscovery()
                        .handler(InspectHandler.builder().engine(engine).build())
                        .allowedRoot(home)
                        .scratchDir(home.resolve("scratch"))
                        .start()) {
            assertThat(worker.capabilities().capabilities().operations()).contains("guestkit.inspect");
            transport.client().submit(job);
            if (cancel) {
                await().atMost(STARTED).until(() -> machineRuns());
                transport.client().cancel(job.jobId(), "no longer wanted");
            }
            await().atMost(STARTED)
                    .until(() -> transport.client().result(job.jobId()).isPresent());
            return transport.client().result(job.jobId()).orElseThrow();
        }
    }

    @Test
    void killedWorkerLeavesNothing() throws IOException {
        Process worker = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        WorkerProgram.class.getName(),
                        home.toString(),
                        "guest.qcow2")
                .redirectErrorStream(true)
                .redirectOutput(Path.of("target", "killed-worker.log").toFile())
                .start();
        try {
            await().atMost(STARTED).until(() -> machineRuns());
        } finally {
            worker.destroyForcibly();
        }

        assertNothingIsLeft();
    }

    private boolean machineRuns() {
        return Traces.processes(home).stream().anyMatch(p -> p.contains("qemu-system"));
    }

    private void assertNothingIsLeft() {
        await().atMost(GONE).untilAsserted(() -> {
            assertThat(Traces.processes(home)).isEmpty();
            assertThat(Traces.entries(home.resolve("run"))).isEmpty();
            assertThat(Traces.entries(home.resolve("scratch"))).isEmpty();
        });
    }
}
