package dev.guestkit.worker.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestkit.job.JobStatus;
import dev.guestkit.job.Json;
import dev.guestkit.worker.AttemptEnd;
import dev.guestkit.worker.spi.JobState;
import dev.guestkit.worker.spi.StopReason;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Invariant 3. */
@DisplayName("Invariant 3: a lease is not a time limit")
class LeaseIsNotATimeLimitTest {
    private final WorkerFixture fixture = new WorkerFixture();
    private final CountDownLatch go = new CountDownLatch(1);
    private final AtomicReference<StopReason> seen = new AtomicReference<>();

    @AfterEach
    void close() {
        go.countDown();
        fixture.close();
    }

    private ScriptedHandler slow() {
        return ScriptedHandler.of("acme.slow", context -> {
            context.cancellation()
                    .onCancel(() -> seen.set(context.cancellation().reason().orElseThrow()));
            go.await();
            return context.done(Json.NULL);
        });
    }

    @Test
    void aJobThatTakesTwentyLeasesRunsOnceAndCompletes() {
        fixture.start(slow());
        String job = fixture.submit("acme.slow");
        fixture.awaitState(job, JobState.RUNNING);
        fixture.turn(WorkerFixture.LEASE.multipliedBy(20), Duration.ofSeconds(4));
        assertThat(fixture.state(job)).isEqualTo(JobState.RUNNING);
        assertThat(seen.get()).isNull();
        go.countDown();
        assertThat(fixture.result(job).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(fixture.result(job).executionSummary().attempt()).isEqualTo(1);
        assertThat(fixture.result(job).executionSummary().durationSeconds()).isGreaterThanOrEqualTo(600);
    }

    @Test
    void aRenewalWithoutAnswerIsUnknownNotLost() {
        fixture.start(slow());
        String job = fixture.submit("acme.slow");
        fixture.awaitState(job, JobState.RUNNING);
        fixture.faults.fail("renew");
        fixture.turn(Duration.ofSeconds(20), Duration.ofSeconds(2));
        assertThat(seen.get()).isNull();
        fixture.faults.heal();
        fixture.turn(Duration.ofSeconds(60), Duration.ofSeconds(2));
        assertThat(seen.get()).isNull();
        go.countDown();
        assertThat(fixture.result(job).executionSummary().attempt()).isEqualTo(1);
    }

    @Test
    void aLeaseThatRunsOutStopsTheHandlerBeforeTheStoreGivesTheJobAway() {
        fixture.start(slow());
        String job = fixture.submit("acme.slow");
        fixture.awaitState(job, JobState.RUNNING);
        fixture.faults.fail("renew", "expire");
        fixture.turn(Duration.ofSeconds(29), Duration.ofSeconds(1));
        assertThat(seen.get()).isEqualTo(StopReason.LEASE_LOST);
        assertThat(fixture.store.client().result(job)).isEmpty();
    }

    /** The store counts from when it got the renewal: what its answer took on the way is no part of the lease. */
    @Test
    void aRenewedLeaseCountsFromWhenItsRenewalWasSent() {
        CountDownLatch answer = new CountDownLatch(1);
        fixture.start(slow());
        String job = fixture.submit("acme.slow");
        fixture.awaitState(job, JobState.RUNNING);
        fixture.faults.holdAnswers("renew", answer);
        fixture.turnUntil(Duration.ofSeconds(1), () -> renewals() == 1);
        long sent = fixture.time.nanoTime();
        fixture.turn(Duration.ofSeconds(12), Duration.ofSeconds(1));
        fixture.faults.heal();
        fixture.faults.fail("renew", "expire");
        answer.countDown();
        WorkerFixture.await().until(() -> renewals() > 1);
        fixture.turnUntil(Duration.ofMillis(500), () -> seen.get() != null);
        assertThat(seen.get()).isEqualTo(StopReason.LEASE_LOST);
        assertThat(fixture.time.nanoTime() - sent)
                .isBetween(Duration.ofSeconds(20).toNanos(), WorkerFixture.LEASE.toNanos());
    }

    private long renewals() {
        return fixture.faults.calls().stream().filter("renew"::equals).count();
    }

    @Test
    void aJobThatLosesItsLeaseAtEveryStartEndsAtTheThird() {
        AtomicInteger starts = new AtomicInteger();
        fixture.start(b -> b.concurrency(1), ScriptedHandler.of("acme.slow", context -> {
            starts.incrementAndGet();
            go.await();
            return context.done(Json.NULL);
        }));
        fixture.faults.fail("renew");
        String job = fixture.submit("acme.slow");
        fixture.turnUntil(Duration.ofSeconds(1), () -> fixture.state(job).isTerminal());
        assertThat(fixture.result(job).error().orElseThrow().code()).isEqualTo("WORKER_LOST");
        assertThat(fixture.record(job).lostLeases()).isEqualTo(3);
        assertThat(starts).hasValue(3);
        assertThat(fixture.result(job).executionSummary().attempt()).isEqualTo(3);
    }

    @Test
    void aClaimThatArrivesLateStartsOnceItsRenewalWasAnswered() {
        CountDownLatch answer = new CountDownLatch(1);
        fixture.faults.holdAnswers("claim", answer);
        fixture.start(slow());
        String job = fixture.submit("acme.slow");
        fixture.awaitState(job, JobState.ASSIGNED);
        fixture.turn(Duration.ofSeconds(20), Duration.ofSeconds(1));
        fixture.faults.fail("renew");
        fixture.faults.holdAnswers("claim", new CountDownLatch(0));
        answer.countDown();
        fixture.turn(Duration.ofSeconds(5), Duration.ofSeconds(1));
        WorkerFixture.await().until(() -> fixture.faults.calls().contains("renew"));
        assertThat(fixture.faults.calls()).doesNotContain("start");
        fixture.faults.heal();
        fixture.turnUntil(Duration.ofMillis(500), () -> fixture.state(job) == JobState.RUNNING);
        go.countDown();
        assertThat(fixture.result(job).executionSummary().attempt()).isEqualTo(1);
    }

    @Test
    void aClaimThatArrivesLateNeverRunsBesideTheNextOne() {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        ScriptedHandler handler = ScriptedHandler.of("acme.slow", context -> {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            try {
                go.await();
            } finally {
                inside.decrementAndGet();
            }
            return context.done(Json.NULL);
        });
        CountDownLatch answer = new CountDownLatch(1);
        fixture.faults.holdAnswers("claim", answer);
        fixture.start(handler);
        String job = fixture.submit("acme.slow");
        fixture.awaitState(job, JobState.ASSIGNED);
        fixture.turn(Duration.ofSeconds(20), Duration.ofSeconds(1));
        fixture.faults.fail("renew");
        answer.countDown();
        fixture.turn(Duration.ofSeconds(4), Duration.ofMillis(500));
        fixture.startHealthy(handler);
        fixture.turnUntil(Duration.ofMillis(500), () -> fixture.state(job) == JobState.RUNNING);
        fixture.turn(Duration.ofSeconds(30), Duration.ofMillis(500));
        assertThat(most).hasValue(1);
        go.countDown();
        assertThat(fixture.result(job).status()).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    void aJobWhoseLeaseRanOutRunsAgainAndHasOneResult() {
        AtomicInteger starts = new AtomicInteger();
        fixture.start(b -> b.concurrency(1), ScriptedHandler.of("acme.slow", context -> {
            if (starts.incrementAndGet() == 1) {
                go.await();
            }
            return context.done(Json.ofValue(starts.get()));
        }));
        String job = fixture.submit("acme.slow");
        fixture.awaitState(job, JobState.RUNNING);
        fixture.faults.fail("renew");
        fixture.turnUntil(Duration.ofSeconds(1), () -> starts.get() == 2);
        fixture.faults.heal();
        assertThat(fixture.result(job).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(fixture.ends).extracting(AttemptEnd::kind).contains(AttemptEnd.Kind.LOST, AttemptEnd.Kind.COMPLETED);
    }
}
