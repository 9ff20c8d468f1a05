package dev.guestkit.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestkit.job.JobBuilder;
import dev.guestkit.job.JobDocument;
import dev.guestkit.job.JobResult;
import dev.guestkit.job.JobStatus;
import dev.guestkit.transport.file.FileTransport;
import dev.guestkit.transport.http.HttpTransport;
import dev.guestkit.worker.Worker;
import dev.guestkit.worker.spi.JobTransport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingDeque;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server is killed with SIGKILL where it hurts most, and begun again on the same spool. */
class KilledServerTest {
    @TempDir
    Path root;

    private final int port = freePort();
    private volatile Optional<Process> server = Optional.empty();

    @AfterEach
    void end() {
        server.ifPresent(Process::destroyForcibly);
    }

    private static int freePort() {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void begin() {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx128m",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                SpoolServer.class.getName(),
                root.resolve("spool").toString(),
                Integer.toString(port));
        try {
            server = Optional.of(new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(root.resolve("server.log").toFile())
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void killAndBegin() {
        server.ifPresent(process -> {
            process.destroyForcibly();
            process.onExit().join();
        });
        begin();
    }

    /** Kills the server once for each of these requests, when its answer is on the way; each is a method and an end of a path. */
    private void killAtAnswersOf(CuttingProxy proxy, List<String> requests) {
        Deque<String> left = new LinkedBlockingDeque<>(requests);
        proxy.cutAnswersOf(line -> {
            String next = left.peek();
            boolean hit = next != null && line.startsWith("POST ") && line.contains(next + " ") && left.remove(next);
            if (hit) {
                killAndBegin();
            }
            return hit;
        });
    }

    @Test
    void nothingAcknowledgedIsLostAndEveryJobEndsOnce() throws Exception {
        begin();
        try (CuttingProxy proxy = new CuttingProxy(URI.create("http://127.0.0.1:" + port));
                HttpTransport remote = HttpTransport.builder(proxy.uri()).build()) {
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                JobDocument job = JobBuilder.echo("job " + i).build();
                submit(remote, job);
                ids.add(job.jobId());
            }
            killAtAnswersOf(proxy, List.of("/claim", "/finish"));
            ConcurrentHashMap<String, JobResult> results = new ConcurrentHashMap<>();
            try (Worker worker =
                    Worker.builder(remote).concurrency(2).workerId("far-away").start()) {
                for (String id : ids) {
                    results.put(id, await(remote, id));
                }
                assertThat(worker.isReady()).isTrue();
            }
            assertThat(proxy.cuts()).as("kills").isEqualTo(2);
            assertThat(results.values()).allMatch(result -> result.status() == JobStatus.COMPLETED);
            killAndBegin();
            try (JobTransport spool = FileTransport.open(root.resolve("spool"))) {
                results.forEach((id, result) -> assertThat(spool.client().result(id))
                        .as("never changed")
                        .contains(result));
            }
        }
    }

    /** Until the server is up. */
    private static void submit(HttpTransport remote, JobDocument job) {
        org.awaitility.Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .until(() -> remote.client().submit(job).isAccepted());
    }

    /** Over the outages between. */
    private static JobResult await(HttpTransport remote, String id) {
        return org.awaitility.Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(() -> remote.client().result(id), Optional::isPresent)
                .orElseThrow();
    }
}
