package dev.guestkit.transport.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestkit.job.JobBuilder;
import dev.guestkit.job.JobDocument;
import dev.guestkit.job.JobResult;
import dev.guestkit.job.Json;
import dev.guestkit.worker.Worker;
import dev.guestkit.worker.WorkerListener;
import dev.guestkit.worker.spi.HandlerSpec;
import dev.guestkit.worker.spi.JobContext;
import dev.guestkit.worker.spi.JobHandler;
import dev.guestkit.worker.spi.Outcome;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a handler says reaches the spool as its own words, however it is cut. */
class TextOfHandlersTest {
    @TempDir
    Path directory;

    private record Says(String text) implements JobHandler {
        @Override
        public HandlerSpec spec() {
            return HandlerSpec.builder("acme.says", 1).build();
        }

        @Override
        public Outcome run(JobContext context) {
            context.log(JobContext.LogLevel.INFO, text);
            context.progress(text, 10, text);
            throw new IllegalStateException(text);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {127, 128, 4095, 4096, 5})
    void aCutOrBrokenCharacterIsNoOutageAndNoOtherError(int before) {
        String text = "x".repeat(before) + (before == 5 ? "\ud800 alone" : "\ud83d\ude00");
        List<RuntimeException> away = new CopyOnWriteArrayList<>();
        WorkerListener listener = new WorkerListener() {
            @Override
            public void storeAway(RuntimeException reason) {
                away.add(reason);
            }
        };
        try (FileTransport spool = FileTransport.open(directory);
                Worker worker = Worker.builder(spool)
                        .withoutDiscovery()
                        .handler(new Says(text))
                        .listener(listener)
                        .start()) {
            JobDocument job =
                    JobBuilder.operation("acme.says", Json.ofValue("x")).build();
            spool.client().submit(job);
            JobResult result = Awaitility.await()
                    .until(() -> spool.client().result(job.jobId()), Optional::isPresent)
                    .orElseThrow();
            assertThat(result.error().orElseThrow().code()).isEqualTo("EXECUTION_ERROR");
            assertThat(result.error().orElseThrow().message()).startsWith("xxxxx");
            assertThat(away).isEmpty();
            assertThat(spool.client().events(job.jobId(), -1, 100).events().stream()
                            .map(stored -> stored.event().getClass().getSimpleName()))
                    .contains("Log", "Progress");
            assertThat(worker.isReady()).isTrue();
        }
    }
}
