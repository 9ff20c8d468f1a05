package dev.guestkit.transport.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestkit.worker.Worker;
import dev.guestkit.worker.spi.JobState;
import dev.guestkit.worker.spi.TransportException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A directory that is full, read-only or away. Mounts small file systems, as root or through sudo. */
class TroubledDirectoryTest {
    @TempDir
    Path scratch;

    private boolean mounted;

    private Path mount(String options) throws Exception {
        Path root = Files.createDirectories(scratch.resolve("spool"));
        run("mount", "-t", "tmpfs", "-o", options, "none", root.toString());
        mounted = true;
        return root;
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            run("umount", "-l", scratch.resolve("spool").toString());
        }
    }

    @Test
    void aFullDiskIsSaidAndNothingIsStoredAndWorkGoesOnWhenThereIsRoom() throws Exception {
        Path root = mount("size=512k");
        try (FileTransport transport = FileTransport.open(root)) {
            transport.client().submit(Echoes.submission("before-01"));
            Path filler = fill(root);
            assertThatThrownBy(() -> transport.client().submit(Echoes.submission("refused-1")))
                    .isInstanceOfSatisfying(
                            TransportException.class,
                            e -> assertThat(e.kind()).isEqualTo(TransportException.Kind.NOT_WRITABLE));
            assertThat(transport.client().find("refused-1")).isEmpty();
            Files.delete(filler);
            transport.client().submit(Echoes.submission("after-001"));
            runToTheEnd(transport, "before-01", "after-001");
        }
    }

    @Test
    void aReadOnlyDirectoryIsSaidAndWorkGoesOnWhenItIsWritable() throws Exception {
        Path root = mount("size=4m");
        try (FileTransport transport = FileTransport.open(root)) {
            transport.client().submit(Echoes.submission("before-01"));
            run("mount", "-o", "remount,ro", root.toString());
            assertThatThrownBy(() -> transport.client().submit(Echoes.submission("refused-1")))
                    .isInstanceOfSatisfying(
                            TransportException.class,
                            e -> assertThat(e.kind()).isEqualTo(TransportException.Kind.NOT_WRITABLE));
            assertThat(transport.client().find("before-01").orElseThrow().state())
                    .isEqualTo(JobState.QUEUED);
            run("mount", "-o", "remount,rw", root.toString());
            runToTheEnd(transport, "before-01");
        }
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
                assertThat(worker.id()).isEqualTo("w-1");
            }
        }
    }

    private static void runToTheEnd(FileTransport transport, String... jobs) {
        try (Worker worker = Worker.builder(transport).workerId("w-1").start()) {
            for (String job : jobs) {
                awaitEnd(transport, job);
            }
            assertThat(worker.id()).isEqualTo("w-1");
        }
    }

    private static void awaitEnd(FileTransport transport, String job) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .ignoreExceptionsInstanceOf(TransportException.class)
                .until(() -> transport.client().result(job).isPresent());
    }

    private static Path fill(Path root) throws IOException {
        Path filler = root.resolve("filler");
        byte[] block = new byte[4096];
        try (var out = Files.newOutputStream(filler)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            return filler;
        }
    }

    private static void run(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(arguments));
        if (!System.getProperty("user.name").equals("root")) {
            command.addAll(0, List.of("sudo", "-n"));
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
    }
}
