package dev.guestkit.transport.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestkit.worker.Worker;
import dev.guestkit.worker.spi.JobState;
import dev.guestkit.worker.spi.TransportException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * A spool on a small file system of its own that runs full and becomes read-only. Runs where mounting is allowed: in a user and
 * mount namespace, which an ordinary user may make.
 */
final class TroubledSpool {
    private final Path root;

    private TroubledSpool(Path root) {
        this.root = root;
    }

    public static void main(String[] args) throws Exception {
        TroubledSpool spool = new TroubledSpool(Files.createDirectories(Path.of(args[0])));
        run("mount", "-t", "tmpfs", "-o", "size=512k", "none", args[0]);
        try (FileTransport transport = FileTransport.open(spool.root)) {
            spool.aFullDiskIsSaidAndNothingIsStoredAndWorkGoesOnWhenThereIsRoom(transport);
            spool.aReadOnlyDirectoryIsSaidAndWorkGoesOnWhenItIsWritable(transport);
        }
    }

    private void aFullDiskIsSaidAndNothingIsStoredAndWorkGoesOnWhenThereIsRoom(FileTransport transport)
            throws IOException {
        transport.client().submit(Echoes.submission("before-01"));
        Path filler = fill(root);
        refused(transport, "refused-1");
        assertThat(transport.client().find("refused-1")).isEmpty();
        Files.delete(filler);
        transport.client().submit(Echoes.submission("after-001"));
        runToTheEnd(transport, "before-01", "after-001");
    }

    private void aReadOnlyDirectoryIsSaidAndWorkGoesOnWhenItIsWritable(FileTransport transport) throws Exception {
        transport.client().submit(Echoes.submission("before-02"));
        run("mount", "-o", "remount,bind,ro", root.toString());
        refused(transport, "refused-2");
        assertThat(transport.client().find("before-02").orElseThrow().state()).isEqualTo(JobState.QUEUED);
        run("mount", "-o", "remount,bind,rw", root.toString());
        runToTheEnd(transport, "before-02");
    }

    private static void refused(FileTransport transport, String job) {
        assertThatThrownBy(() -> transport.client().submit(Echoes.submission(job)))
                .isInstanceOfSatisfying(
                        TransportException.class,
                        e -> assertThat(e.kind()).isEqualTo(TransportException.Kind.NOT_WRITABLE));
    }

    private static void runToTheEnd(FileTransport transport, String... jobs) {
        try (Worker worker = Worker.builder(transport).workerId("w-1").start()) {
            for (String job : jobs) {
                Awaitility.await()
                        .atMost(Duration.ofSeconds(30))
                        .until(() -> transport.client().result(job).isPresent());
            }
            assertThat(worker.id()).isEqualTo("w-1");
        }
    }

    /** Fills a file system by a file, to be deleted when there shall be room again. */
    static Path fill(Path root) {
        Path filler = root.resolve("filler");
        byte[] block = new byte[4096];
        try (OutputStream out = Files.newOutputStream(filler)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            return filler;
        }
    }

    private static void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(String.join(" ", command)).isZero();
    }
}
