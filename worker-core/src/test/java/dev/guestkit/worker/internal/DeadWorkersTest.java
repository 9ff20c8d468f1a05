package dev.guestkit.worker.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestkit.job.JobStatus;
import dev.guestkit.job.Json;
import dev.guestkit.job.WorkerCapabilities;
import dev.guestkit.worker.spi.Claim;
import dev.guestkit.worker.spi.WorkerOffer;
import dev.guestkit.worker.spi.WriteOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Invariant 4: a dead worker's job is running again within lease + 5 s; the third lost lease is the end. */
@DisplayName("Invariant 4: a dead worker's job is running again within its lease and five seconds")
class DeadWorkersTest {
    private final WorkerFixture fixture = new WorkerFixture();
    private final List<Integer> attempts = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        fixture.close();
    }

    /** A worker that takes the job, starts it, and is never heard of again. */
    private void diesWith(String job) {
        WorkerOffer offer = new WorkerOffer(
                new WorkerCapabilities(
                        "w-dead",
                        "1.0.0",
                        "there",
                        fixture.time.instant(),
                        new WorkerCapabilities.Abilities(List.of("acme.work"), List.of(), List.of()),
                        new WorkerCapabilities.Resources(1, Optional.empty(), Optional.empty(), 1, 1),
                        new WorkerCapabilities.Configuration(false, Optional.empty(), Map.of()),
                        new WorkerCapabilities.Status("ready", 0, fixture.time.instant()),
                        Map.of()),
                Set.of("acme.work.v1"),
                1,
                Map.of());
        Claim claim = fixture.store.source().claim(offer, 1, Duration.ZERO).get(0);
        assertThat(claim.token().jobId()).isEqualTo(job);
        assertThat(fixture.store.source().start(claim.token(), true)).isEqualTo(WriteOutcome.OK);
    }

    private void aliveWorker() {
        fixture.start(ScriptedHandler.of("acme.work", context -> {
            attempts.add(context.attempt());
            return context.done(Json.NULL);
        }));
    }

    @Test
    void itsJobRunsAgainWithinTheLeaseAndFiveSecondsAsTheNextAttempt() {
        String job = fixture.submit("acme.work", b -> b.maxAttempts(1));
        diesWith(job);
        aliveWorker();
        fixture.turn(WorkerFixture.LEASE.minusSeconds(1), Duration.ofMillis(500));
        assertThat(attempts).as("while the lease lasts").isEmpty();
        fixture.turn(Duration.ofSeconds(6), Duration.ofMillis(500));
        WorkerFixture.await().until(() -> !attempts.isEmpty());
        assertThat(attempts).containsExactly(2);
        assertThat(fixture.record(job).startedAt().orElseThrow())
                .isBeforeOrEqualTo(fixture.record(job)
                        .submittedAt()
                        .plus(WorkerFixture.LEASE)
                        .plusSeconds(5));
        assertThat(fixture.result(job).status()).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    void theThirdWorkerThatDiesWithItEndsItAsLost() {
        String job = fixture.submit("acme.work", b -> b.maxAttempts(9));
        for (int i = 0; i < 3; i++) {
            diesWith(job);
            fixture.time.advance(WorkerFixture.LEASE.plusSeconds(1));
            fixture.store.control().expire();
        }
        assertThat(fixture.result(job).error().orElseThrow().code()).isEqualTo("WORKER_LOST");
        assertThat(fixture.result(job).executionSummary().attempt()).isEqualTo(3);
        assertThat(fixture.record(job).lostLeases()).isEqualTo(3);
        aliveWorker();
        fixture.turn(Duration.ofSeconds(10), Duration.ofSeconds(1));
        assertThat(attempts).isEmpty();
    }
}
