package dev.guestkit.transport.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestkit.worker.Worker;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;

/** A worker in a process that the kernel tells of no change; jobs come from elsewhere. */
final class DeafSpool {
    private DeafSpool() {}

    public static void main(String[] args) throws Exception {
        assertThatThrownBy(() -> FileSystems.getDefault().newWatchService())
                .as("this process must be deaf, or it shows nothing")
                .isInstanceOf(IOException.class);
        Path root = Path.of(args[0]);
        try (FileTransport deaf = FileTransport.builder(root)
                        .rescan(Duration.ofMillis(200))
                        .build();
                FileTransport elsewhere =
                        FileTransport.builder(root).takesDrops(false).build();
                Worker worker = Worker.builder(deaf).workerId("w-deaf").start()) {
            Awaitility.await().until(() -> worker.isReady());
            elsewhere.client().submit(Echoes.submission("submitted-1"));
            Path written = Files.write(root.resolve("tmp/mine"), Echoes.CODEC.write(Echoes.job("dropped-01")));
            Files.move(written, root.resolve("jobs/dropped.json"));
            for (String job : new String[] {"submitted-1", "dropped-01"}) {
                Awaitility.await()
                        .atMost(Duration.ofSeconds(20))
                        .untilAsserted(
                                () -> assertThat(deaf.client().result(job)).isPresent());
            }
        }
    }
}
