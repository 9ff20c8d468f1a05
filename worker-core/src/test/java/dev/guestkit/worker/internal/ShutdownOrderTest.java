package dev.guestkit.worker.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestkit.job.JobStatus;
import dev.guestkit.job.Json;
import dev.guestkit.worker.Worker;
import dev.guestkit.worker.WorkerState;
import dev.guestkit.worker.spi.JobState;
import dev.guestkit.worker.spi.StopReason;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Invariant 7. */
@DisplayName("Invariant 7: the order of shutdown")
class ShutdownOrderTest {
    private final WorkerFixture fixture = new WorkerFixture();
    private final CountDownLatch go = new CountDownLatch(1);

    @AfterEach
    void close() {
        go.countDown();
        fixture.close();
    }

    private ScriptedHandler waiting(AtomicReference<StopReason> seen) {
        return ScriptedHandler.of("acme.wait", context -> {
            context.cancellation()
                    .onCancel(() -> seen.set(context.cancellation().reason().orElseThrow()));
            go.await();
            return context.done(Json.NULL);
        });
    }

    private Thread closing(Worker worker) {
        Thread closer = new Thread(worker::close);
        closer.setDaemon(true);
        closer.start();
        WorkerFixture.await().until(() -> worker.state() != WorkerState.READY && worker.state() != WorkerState.BUSY);
        return closer;
    }

    @Test
    void whatEndsWithinTheGraceCompletes() {
        Worker worker = fixture.start(waiting(new AtomicReference<>()));
        String job = fixture.submit("acme.wait");
        fixture.awaitState(job, JobState.RUNNING);
        Thread closer = closing(worker);
        assertThat(worker.isReady()).isFalse();
        String late = fixture.submit("acme.wait");
        fixture.turn(Duration.ofSeconds(20), Duration.ofSeconds(2));
        assertThat(fixture.state(job)).isEqualTo(JobState.RUNNING);
        go.countDown();
        fixture.turnUntil(Duration.ofMillis(100), () -> !closer.isAlive());
        assertThat(fixture.result(job).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(fixture.state(late)).as("no claims while draining").isEqualTo(JobState.QUEUED);
    }

    @Test
    void whatDoesNotIsHandedBackWithoutCostingAnAttempt() {
        AtomicReference<StopReason> seen = new AtomicReference<>();
        Worker worker = fixture.start(b -> b.grace(Duration.ofSeconds(40)), waiting(seen));
        String job = fixture.submit("acme.wait");
        fixture.awaitState(job, JobState.RUNNING);
        Thread closer = closing(worker);
        fixture.turnUntil(Duration.ofSeconds(1), () -> !closer.isAlive());
        assertThat(seen.get()).isEqualTo(StopReason.SHUTDOWN);
        assertThat(fixture.state(job)).isEqualTo(JobState.QUEUED);
        assertThat(fixture.record(job).attempt()).isZero();
        assertThat(fixture.record(job).failedStarts()).isZero();
        assertThat(fixture.record(job).lostLeases()).isZero();
        go.countDown();
        fixture.start(waiting(seen));
        assertThat(fixture.result(job).executionSummary().attempt()).isEqualTo(1);
    }

    @Test
    void renewalsGoOnToTheLastAndTheWorkerIsForgottenAtTheEnd() {
        Worker worker = fixture.start(b -> b.grace(Duration.ofMinutes(5)), waiting(new AtomicReference<>()));
        WorkerFixture.await().until(() -> fixture.store.workers().list().size() == 1);
        String job = fixture.submit("acme.wait");
        fixture.awaitState(job, JobState.RUNNING);
        Thread closer = closing(worker);
        fixture.turn(Duration.ofSeconds(120), Duration.ofSeconds(4));
        assertThat(fixture.state(job)).as("its lease was renewed four times").isEqualTo(JobState.RUNNING);
        go.countDown();
        fixture.turnUntil(Duration.ofMillis(100), () -> !closer.isAlive());
        List<String> calls = fixture.faults.calls();
        assertThat(calls.lastIndexOf("renew")).isLessThan(calls.lastIndexOf("finish"));
        assertThat(calls.get(calls.size() - 1)).isEqualTo("deregister");
        assertThat(fixture.store.workers().list()).isEmpty();
        assertThat(worker.state()).isEqualTo(WorkerState.OFFLINE);
    }

    @Test
    void closingIsBoundedWhenAHandlerNeverEnds() {
        Worker worker = fixture.start(b -> b.grace(Duration.ofSeconds(1)), ScriptedHandler.of("acme.deaf", context -> {
            while (go.getCount() > 0) {
                java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
            }
            return context.done(Json.NULL);
        }));
        String job = fixture.submit("acme.deaf");
        fixture.awaitState(job, JobState.RUNNING);
        Thread closer = closing(worker);
        fixture.turnUntil(Duration.ofMillis(200), () -> !closer.isAlive());
        assertThat(fixture.store.client().result(job))
                .as("no end is written for work that goes on")
                .isEmpty();
    }

    @Test
    void closingAgainDoesNothing() {
        Worker worker = fixture.start(waiting(new AtomicReference<>()));
        worker.close();
        worker.close();
        assertThat(worker.state()).isEqualTo(WorkerState.OFFLINE);
    }

    @Test
    void aHandlerThatMustNotRunTwiceEndsAsLostWhenTheWorkerCloses() {
        Worker worker = fixture.start(
                b -> b.grace(Duration.ZERO), ScriptedHandler.of("acme.once", b -> b.notRepeatable(), context -> {
                    go.await();
                    return context.done(Json.NULL);
                }));
        String job = fixture.submit("acme.once");
        fixture.awaitState(job, JobState.RUNNING);
        Thread closer = closing(worker);
        fixture.turnUntil(Duration.ofMillis(200), () -> !closer.isAlive());
        assertThat(fixture.result(job).error().orElseThrow().code()).isEqualTo("WORKER_LOST");
    }
}
