package dev.guestkit.transport.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestkit.job.JobBuilder;
import dev.guestkit.job.JobStatus;
import dev.guestkit.job.Json;
import dev.guestkit.worker.Worker;
import dev.guestkit.worker.spi.HandlerSpec;
import dev.guestkit.worker.spi.JobContext;
import dev.guestkit.worker.spi.JobHandler;
import dev.guestkit.worker.spi.Outcome;
import dev.guestkit.worker.spi.TransportException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A worker is in the middle of a job when its directory fills up, becomes read-only or goes away, and the job ends meanwhile.
 * Mounts small file systems, which needs root.
 */
class TroubledWorkerTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    Path scratch;

    private final CountDownLatch running = new CountDownLatch(1);
    private final CountDownLatch ending = new CountDownLatch(1);
    private final CountDownLatch returned = new CountDownLatch(1);
    private final AtomicInteger starts = new AtomicInteger();
    private Path root = Path.of("");
    private boolean mounted;

    /** Something that happens to the directory, or stops happening. */
    private interface Event {
        void happen() throws Exception;
    }

    private JobHandler waiting() {
        return new JobHandler() {
            @Override
            public HandlerSpec spec() {
                return HandlerSpec.builder("test.wait", 1).build();
            }

            @Override
            public Outcome run(JobContext context) throws Exception {
                starts.incrementAndGet();
                running.countDown();
                context.log(JobContext.LogLevel.INFO, "begun");
                ending.await();
                returned.countDown();
                return context.done(Json.ofValue("whole"));
            }
        };
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            run("umount", "-l", root.toString());
        }
    }

    @Test
    void onAFullDirectory() throws Exception {
        mount("size=1m");
        Path filler = root.resolve("filler");
        liveThrough(() -> fill(filler), () -> Files.delete(filler));
    }

    @Test
    void onAReadOnlyDirectory() throws Exception {
        mount("size=4m");
        liveThrough(
                () -> run("mount", "-o", "remount,ro", root.toString()),
                () -> run("mount", "-o", "remount,rw", root.toString()));
    }

    @Test
    void onADirectoryThatIsAway() throws Exception {
        root = scratch.resolve("mine");
        Path aside = scratch.resolve("aside");
        liveThrough(() -> Files.move(root, aside), () -> Files.move(aside, root));
    }

    private void liveThrough(Event begin, Event end) throws Exception {
        try (FileTransport transport = FileTransport.builder(root)
                        .rescan(Duration.ofMillis(200))
                        .lease(Duration.ofSeconds(2))
                        .build();
                Worker worker = Worker.builder(transport)
                        .workerId("w-1")
                        .handler(waiting())
                        .renewEvery(Duration.ofMillis(200))
                        .expireEvery(Duration.ofSeconds(1))
                        .start()) {
            transport
                    .client()
                    .submit(Echoes.submission(JobBuilder.operation("test.wait", Json.ofValue("x"))
                            .jobId("flight-01")
                            .build()));
            assertThat(running.await(20, TimeUnit.SECONDS)).isTrue();
            begin.happen();
            ending.countDown();
            assertThat(returned.await(20, TimeUnit.SECONDS)).isTrue();
            // Long enough for a renewal, a heartbeat and several tries to store the result to fail.
            Awaitility.await().pollDelay(Duration.ofMillis(1200)).until(() -> true);
            assertThat(Files.exists(root.resolve("results/flight-01-result.json")))
                    .isFalse();
            end.happen();
            Awaitility.await()
                    .atMost(SOON)
                    .ignoreExceptionsInstanceOf(TransportException.class)
                    .until(() -> transport.client().result("flight-01").isPresent());
            assertThat(transport.client().result("flight-01").orElseThrow().status())
                    .isEqualTo(JobStatus.COMPLETED);
            transport.client().submit(Echoes.submission("after-001"));
            Awaitility.await()
                    .atMost(SOON)
                    .until(() -> transport.client().result("after-001").isPresent());
            assertThat(worker.isReady()).isTrue();
        }
        assertThat(starts).as("the attempt that was whole counts").hasValue(1);
        assertThat(root.resolve("queue")).isEmptyDirectory();
        assertThat(root.resolve("results/flight-01-result.json")).content().contains("whole");
        try (Stream<Path> tmp = Files.list(root.resolve("tmp"))) {
            assertThat(tmp).as("nothing is left of what failed").isEmpty();
        }
    }

    @Test
    void dropsThatAreMovedInFromAnotherFileSystemRunOnce() throws Exception {
        mount("size=16m");
        Path spool = scratch.resolve("other");
        try (FileTransport transport =
                FileTransport.builder(spool).rescan(Duration.ofMillis(200)).build()) {
            String yaml = """
                    version: "1.0"
                    job_id: moved-yaml
                    created_at: "2026-01-02T03:04:05Z"
                    kind: VMOperation
                    operation: system.echo
                    payload:
                      type: system.echo.v1
                      data: "%s"
                    """.formatted("y".repeat(200_000));
            Files.writeString(root.resolve("moved.yaml"), yaml);
            for (int i = 0; i < 10; i++) {
                Files.write(
                        root.resolve(i + ".json"),
                        Echoes.CODEC.write(JobBuilder.echo("x".repeat(200_000))
                                .jobId("moved-000" + i)
                                .build()));
            }
            try (Worker worker = Worker.builder(transport).workerId("w-1").start()) {
                run("bash", "-c", "mv " + root + "/* " + spool + "/jobs/");
                for (int i = 0; i < 10; i++) {
                    String id = "moved-000" + i;
                    Awaitility.await()
                            .atMost(SOON)
                            .until(() -> transport.client().result(id).isPresent());
                }
                Awaitility.await()
                        .atMost(SOON)
                        .until(() -> transport.client().result("moved-yaml").isPresent());
                assertThat(worker.isReady()).isTrue();
            }
            assertThat(spool.resolve("jobs/rejected")).isEmptyDirectory();
        }
    }

    private void mount(String options) throws Exception {
        root = Files.createDirectories(scratch.resolve("spool"));
        run("mount", "-t", "tmpfs", "-o", options, "none", root.toString());
        mounted = true;
    }

    private static void fill(Path filler) {
        try (var out = Files.newOutputStream(filler)) {
            while (true) {
                out.write(new byte[4096]);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space");
        }
    }

    private static void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
    }
}
