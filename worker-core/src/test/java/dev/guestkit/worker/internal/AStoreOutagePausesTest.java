package dev.guestkit.worker.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestkit.job.JobStatus;
import dev.guestkit.job.Json;
import dev.guestkit.worker.Worker;
import dev.guestkit.worker.spi.JobState;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Invariant 8: a store outage pauses, never exits. */
@DisplayName("Invariant 8: a store outage pauses, never exits")
class AStoreOutagePausesTest {
    private static final String[] ALL = {
        "claim", "renew", "start", "report", "artifact", "finish", "release", "register", "heartbeat", "expire", "stats"
    };

    private final WorkerFixture fixture = new WorkerFixture();
    private final CountDownLatch go = new CountDownLatch(1);
    private final AtomicInteger starts = new AtomicInteger();

    @AfterEach
    void close() {
        fixture.faults.heal();
        go.countDown();
        fixture.close();
    }

    private ScriptedHandler waiting() {
        return ScriptedHandler.of("acme.wait", context -> {
            starts.incrementAndGet();
            context.progress("scan", 10, "working");
            go.await();
            return context.done(Json.NULL);
        });
    }

    @Test
    void claimingResumesByItself() {
        fixture.faults.fail(ALL);
        Worker worker = fixture.start(waiting());
        go.countDown();
        String job = fixture.submit("acme.wait");
        WorkerFixture.await().until(() -> !worker.isReady());
        fixture.turn(Duration.ofSeconds(60), Duration.ofSeconds(1));
        assertThat(worker.isReady()).isFalse();
        assertThat(fixture.state(job)).isEqualTo(JobState.QUEUED);
        fixture.faults.heal();
        fixture.turnUntil(Duration.ofSeconds(1), () -> fixture.state(job).isTerminal());
        assertThat(fixture.result(job).status()).isEqualTo(JobStatus.COMPLETED);
        WorkerFixture.await().until(worker::isReady);
        fixture.turnUntil(
                Duration.ofSeconds(1), () -> fixture.store.workers().list().size() == 1);
    }

    @Test
    void aRunningJobGoesOnAndItsEndIsWrittenWhenTheStoreIsBack() {
        fixture.start(waiting());
        String job = fixture.submit("acme.wait");
        fixture.awaitState(job, JobState.RUNNING);
        fixture.faults.fail(ALL);
        go.countDown();
        fixture.turn(Duration.ofSeconds(20), Duration.ofSeconds(1));
        assertThat(fixture.store.client().result(job)).isEmpty();
        fixture.faults.heal();
        fixture.turnUntil(Duration.ofMillis(200), () -> fixture.state(job).isTerminal());
        assertThat(fixture.result(job).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(starts).hasValue(1);
    }

    @Test
    void aFinishWhoseAnswerWasLostIsRepeatedAndCountsOnce() {
        fixture.faults.loseAnswers("finish", "start");
        fixture.start(waiting());
        go.countDown();
        String job = fixture.submit("acme.wait");
        fixture.turn(Duration.ofSeconds(2), Duration.ofMillis(100));
        fixture.faults.heal();
        fixture.turnUntil(Duration.ofMillis(200), () -> !fixture.ends.isEmpty());
        assertThat(fixture.result(job).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(fixture.ends).hasSize(1);
        assertThat(starts).hasValue(1);
    }
}
