package dev.guestkit.transport.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestkit.worker.Worker;
import dev.guestkit.worker.spi.TransportException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A directory that is full, read-only or away, or of whose changes nothing is heard. */
class TroubledDirectoryTest {
    /** What an ordinary user may do as well, where the kernel lets users have namespaces. */
    private static final List<String> NAMESPACE = List.of("unshare", "-U", "-r", "-m");

    @TempDir
    Path scratch;

    @Test
    void fullAndReadOnlyDisksAreSaidAndWorkGoesOnAfterwards() throws Exception {
        inANamespace("exec \"$@\"", TroubledSpool.class);
    }

    /** Change notification is a hint: where there is none, the directories are read all the same. */
    @Test
    void whereTheKernelTellsOfNoChangeEverythingIsFoundByReading() throws Exception {
        inANamespace("echo 0 > /proc/sys/user/max_inotify_instances && exec \"$@\"", DeafSpool.class);
    }

    private void inANamespace(String script, Class<?> program) throws Exception {
        boolean allowed = run(NAMESPACE, "true") == 0;
        String message = "user namespaces are not allowed here, in which alone a test may mount a small disk or take "
                + "change notification away; see unshare(1) and the sysctl kernel.unprivileged_userns_clone";
        if (Boolean.getBoolean("guestkit.test.required")) {
            assertThat(allowed).as(message).isTrue();
        }
        Assumptions.assumeTrue(allowed, "SKIPPED: " + message);
        int end = run(
                NAMESPACE,
                "sh",
                "-c",
                script,
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName(),
                scratch.resolve("small").toString());
        assertThat(end).as(Files.readString(scratch.resolve("said"))).isZero();
    }

    private int run(List<String> first, String... rest) throws IOException, InterruptedException {
        List<String> command = new java.util.ArrayList<>(first);
        command.addAll(List.of(rest));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(scratch.resolve("said").toFile())
                .start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    @Test
    void aDirectoryThatIsAwayPausesAWorkerAndComingBackResumesIt() throws Exception {
        Path root = scratch.resolve("mine");
        Path aside = scratch.resolve("aside");
        try (FileTransport transport =
                FileTransport.builder(root).rescan(Duration.ofMillis(200)).build()) {
            transport.client().submit(Echoes.submission("before-01"));
            Files.move(root, aside);
            assertThatThrownBy(() -> transport.client().submit(Echoes.submission("refused-1")))
                    .isInstanceOfSatisfying(
                            TransportException.class,
                            e -> assertThat(e.kind()).isEqualTo(TransportException.Kind.UNAVAILABLE));
            assertThat(root).as("is not made anew in the place of a mount").doesNotExist();
            try (Worker worker = Worker.builder(transport).workerId("w-1").start()) {
                Files.move(aside, root);
                awaitEnd(transport, "before-01");
                Files.move(root, aside);
                Files.move(aside, root);
                transport.client().submit(Echoes.submission("after-001"));
                awaitEnd(transport, "after-001");
                assertThat(worker.id()).isEqualTo("w-1");
            }
        }
    }

    private static void awaitEnd(FileTransport transport, String job) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .ignoreExceptionsInstanceOf(TransportException.class)
                .until(() -> transport.client().result(job).isPresent());
    }
}
