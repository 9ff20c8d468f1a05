package dev.guestkit.transport.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestkit.worker.spi.SubmitOutcome.Kind;
import dev.guestkit.worker.spi.TimeSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many jobs may wait, counted over every process without reading the queue for each submission. */
class SubmissionLimitTest {
    @TempDir
    Path root;

    private static Kind submit(FileTransport transport, String jobId) {
        return transport.client().submit(Echoes.submission(jobId)).kind();
    }

    @Test
    void jobsOfOtherProcessesCount() {
        try (FileTransport one = FileTransport.builder(root).maxQueued(2).build();
                FileTransport other = FileTransport.builder(root).maxQueued(2).build()) {
            assertThat(submit(one, "limit-001")).isEqualTo(Kind.CREATED);
            assertThat(submit(other, "limit-002")).isEqualTo(Kind.CREATED);
            Awaitility.await()
                    .untilAsserted(() -> assertThat(submit(one, "limit-003")).isEqualTo(Kind.FULL));
            assertThat(submit(other, "limit-003")).isEqualTo(Kind.FULL);
            other.client().cancel("limit-001", "room");
            Awaitility.await()
                    .untilAsserted(() -> assertThat(submit(one, "limit-003")).isEqualTo(Kind.CREATED));
        }
    }

    /** Time passes by one tick with each look at the clock, so that reading the queue takes some. */
    @Test
    void theQueueIsReadForASmallShareOfTheTimeOnly() throws IOException {
        AtomicLong nanos = new AtomicLong();
        TimeSource ticking = new TimeSource() {
            @Override
            public Instant instant() {
                return Instant.now();
            }

            @Override
            public long nanoTime() {
                return nanos.incrementAndGet();
            }

            @Override
            public long awaitNanos(Condition condition, long most) throws InterruptedException {
                return condition.awaitNanos(most);
            }
        };
        try (FileTransport transport =
                FileTransport.builder(root).maxQueued(6).clock(ticking).build()) {
            assertThat(submit(transport, "limit-001")).isEqualTo(Kind.CREATED);
            assertThat(submit(transport, "limit-002")).isEqualTo(Kind.CREATED);
            for (int i = 0; i < 4; i++) {
                Files.write(
                        root.resolve("queue/others-0" + i + ".json"), Echoes.CODEC.write(Echoes.job("others-0" + i)));
            }
            assertThat(submit(transport, "limit-003"))
                    .as("nothing was read since")
                    .isEqualTo(Kind.CREATED);
            nanos.addAndGet(Duration.ofSeconds(1).toNanos());
            assertThat(submit(transport, "limit-004")).isEqualTo(Kind.FULL);
        }
    }
}
