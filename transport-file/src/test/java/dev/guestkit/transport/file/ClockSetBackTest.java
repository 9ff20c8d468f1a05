package dev.guestkit.transport.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestkit.worker.spi.Claim;
import dev.guestkit.worker.spi.Finish;
import dev.guestkit.worker.spi.JobState;
import dev.guestkit.worker.spi.WriteOutcome;
import dev.guestkit.worker.testkit.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The wall clock jumps back by a day, as that of a machine without a battery does. */
class ClockSetBackTest {
    @TempDir
    Path root;

    private final ManualClock clock = new ManualClock();

    private FileTransport open() {
        return FileTransport.builder(root)
                .clock(clock)
                .lease(Duration.ofSeconds(10))
                .takesDrops(false)
                .build();
    }

    private void setBack() {
        clock.setWall(clock.instant().minus(Duration.ofDays(1)));
    }

    @Test
    void leasesGoOnByTheMonotonicClockAlone() {
        try (FileTransport holder = open();
                FileTransport observer = open()) {
            holder.client().submit(Echoes.submission("held-0001"));
            Claim claim = Echoes.claim(holder.source(), Duration.ZERO).orElseThrow();
            observer.control().expire();
            setBack();
            clock.advance(Duration.ofSeconds(6));
            assertThat(holder.source().renew(List.of(claim.token())))
                    .extractingByKey(claim.token())
                    .extracting(renewal -> renewal.outcome())
                    .isEqualTo(WriteOutcome.OK);
            assertThat(observer.control().expire()).isZero();
            clock.advance(Duration.ofSeconds(6));
            assertThat(observer.control().expire()).as("renewed 6 s ago").isZero();
            clock.advance(Duration.ofSeconds(11));
            assertThat(observer.control().expire()).as("not renewed for 17 s").isEqualTo(1);
            assertThat(holder.source().renew(List.of(claim.token())))
                    .extractingByKey(claim.token())
                    .extracting(renewal -> renewal.outcome())
                    .isEqualTo(WriteOutcome.FENCED);
        }
    }

    @Test
    void whatWasQueuedBeforeRunsAndEndsAndWhatComesAfterwardsToo() {
        Instant before = clock.instant();
        try (FileTransport transport = open()) {
            transport.client().submit(Echoes.submission("before-01"));
            Claim running = Echoes.claim(transport.source(), Duration.ZERO).orElseThrow();
            transport.source().start(running.token(), true);
            transport.client().submit(Echoes.submission("before-02"));
            setBack();
            transport.client().submit(Echoes.submission("after-001"));
            end(transport, running);
            for (int i = 0; i < 2; i++) {
                end(transport, Echoes.claim(transport.source(), Duration.ZERO).orElseThrow());
            }
        }
        try (FileTransport transport = open()) {
            assertThat(transport.control().stats().counts()).containsAllEntriesOf(Map.of(JobState.COMPLETED, 3L));
            assertThat(transport.client().find("before-01").orElseThrow().submittedAt())
                    .isEqualTo(before);
        }
    }

    private static void end(FileTransport transport, Claim claim) {
        transport.source().start(claim.token(), true);
        String jobId = claim.token().jobId();
        assertThat(transport.source().finish(claim.token(), new Finish.Done(Echoes.completed(jobId, "w-1"))))
                .isEqualTo(WriteOutcome.OK);
    }
}
