package dev.guestkit.worker.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestkit.job.JobResult;
import dev.guestkit.job.JobStatus;
import dev.guestkit.job.Json;
import dev.guestkit.worker.spi.CancelOutcome;
import dev.guestkit.worker.spi.JobState;
import dev.guestkit.worker.spi.StopReason;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Invariant 5. */
@DisplayName("Invariant 5: stopping is real")
class StoppingIsRealTest {
    private final WorkerFixture fixture = new WorkerFixture();
    private final CountDownLatch go = new CountDownLatch(1);

    @AfterEach
    void close() {
        go.countDown();
        fixture.close();
    }

    private ScriptedHandler waiting() {
        return ScriptedHandler.of("acme.wait", context -> {
            go.await();
            return context.done(Json.NULL);
        });
    }

    private static String code(JobResult result) {
        return result.error().orElseThrow().code();
    }

    @Test
    void anAttemptEndsAtItsTimeout() {
        fixture.start(waiting());
        String job = fixture.submit("acme.wait", b -> b.timeout(Duration.ofSeconds(7)));
        fixture.awaitState(job, JobState.RUNNING);
        fixture.turn(Duration.ofSeconds(6), Duration.ofMillis(500));
        assertThat(fixture.state(job)).isEqualTo(JobState.RUNNING);
        fixture.turnUntil(Duration.ofMillis(500), () -> fixture.state(job).isTerminal());
        JobResult result = fixture.result(job);
        assertThat(result.status()).isEqualTo(JobStatus.TIMEOUT);
        assertThat(code(result)).isEqualTo("TIMEOUT");
        assertThat(result.executionSummary().durationSeconds()).isGreaterThanOrEqualTo(7L);
        assertThat(result.failedAt()).isPresent();
        assertThat(result.completedAt()).isEmpty();
    }

    @Test
    void aRunningJobEndsAtItsDeadline() {
        fixture.start(waiting());
        String job = fixture.submit(
                "acme.wait", b -> b.deadline(fixture.time.instant().plusSeconds(9)));
        fixture.awaitState(job, JobState.RUNNING);
        fixture.turnUntil(Duration.ofMillis(500), () -> fixture.state(job).isTerminal());
        assertThat(fixture.result(job).status()).isEqualTo(JobStatus.TIMEOUT);
        assertThat(code(fixture.result(job))).isEqualTo("DEADLINE_EXCEEDED");
    }

    @Test
    void aDeadlineFollowsTheWallClockWhenItLeaps() {
        fixture.start(waiting());
        String job = fixture.submit(
                "acme.wait", b -> b.deadline(fixture.time.instant().plusSeconds(3000)));
        fixture.awaitState(job, JobState.RUNNING);
        fixture.time.leap(Duration.ofSeconds(3001));
        fixture.turnUntil(Duration.ofMillis(500), () -> fixture.state(job).isTerminal());
        assertThat(code(fixture.result(job))).isEqualTo("DEADLINE_EXCEEDED");
        assertThat(fixture.result(job).executionSummary().durationSeconds()).isLessThan(2000);
    }

    @Test
    void aCancelReachesTheHandlerAtOnceAndByTheTokenFirst() throws InterruptedException {
        AtomicReference<StopReason> reason = new AtomicReference<>();
        CountDownLatch told = new CountDownLatch(1);
        fixture.start(ScriptedHandler.of("acme.polite", context -> {
            context.cancellation().onCancel(told::countDown);
            told.await();
            reason.set(context.cancellation().reason().orElseThrow());
            context.cancellation().throwIfCancelled();
            return context.done(Json.NULL);
        }));
        String job = fixture.submit("acme.polite");
        fixture.awaitState(job, JobState.RUNNING);
        assertThat(fixture.store.client().cancel(job, "not wanted")).isEqualTo(CancelOutcome.REQUESTED);
        assertThat(told.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(fixture.result(job).status()).isEqualTo(JobStatus.CANCELLED);
        assertThat(reason.get()).isEqualTo(StopReason.CANCEL);
    }

    @Test
    void whoeverReturnsAfterACancelHasCompleted() {
        fixture.start(ScriptedHandler.of("acme.stubborn", context -> {
            go.await(20, TimeUnit.SECONDS);
            return context.done(Json.ofValue("done"));
        }));
        String job = fixture.submit("acme.stubborn");
        fixture.awaitState(job, JobState.RUNNING);
        fixture.store.client().cancel(job, "too late");
        go.countDown();
        assertThat(fixture.result(job).status()).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    void theFirstReasonDecidesWhenTwoCome() {
        fixture.start(ScriptedHandler.of("acme.deaf", context -> {
            while (go.getCount() > 0) {
                LockSupport.parkNanos(1_000_000); // deaf to interrupts
            }
            Thread.interrupted();
            throw new IllegalStateException("stopped at last");
        }));
        String job = fixture.submit("acme.deaf", b -> b.timeout(Duration.ofSeconds(5)));
        fixture.awaitState(job, JobState.RUNNING);
        fixture.store.client().cancel(job, "first");
        fixture.turn(Duration.ofSeconds(20), Duration.ofSeconds(1));
        assertThat(fixture.state(job))
                .as("no terminal state while the handler goes on")
                .isEqualTo(JobState.RUNNING);
        go.countDown();
        assertThat(fixture.result(job).status()).isEqualTo(JobStatus.CANCELLED);
    }

    @Test
    void theProcessesOfAJobAreGoneBeforeItsEndIsWritten() {
        AtomicReference<Process> process = new AtomicReference<>();
        fixture.start(ScriptedHandler.of("acme.process", context -> {
            Process child = new ProcessBuilder("sh", "-c", "trap '' TERM INT; sleep 600 & wait; sleep 600").start();
            context.track(child.toHandle());
            process.set(child);
            boolean gone = false;
            while (!gone) {
                try {
                    child.waitFor();
                    gone = true;
                } catch (InterruptedException e) {
                    continue; // a native call that cannot be interrupted
                }
            }
            throw new IllegalStateException("the child has ended");
        }));
        String job = fixture.submit("acme.process");
        WorkerFixture.await()
                .until(() -> process.get() != null
                        && process.get().toHandle().descendants().count() > 0);
        var descendants = process.get().toHandle().descendants().toList();
        fixture.store.client().cancel(job, "stop");
        fixture.turnUntil(Duration.ofMillis(500), () -> fixture.state(job).isTerminal());
        assertThat(process.get().isAlive()).isFalse();
        assertThat(descendants).noneMatch(ProcessTreeTest::works);
        assertThat(fixture.result(job).status()).isEqualTo(JobStatus.CANCELLED);
    }

    @Test
    void aGrandchildIsGoneThoughItsParentEndedByItself() {
        AtomicReference<ProcessHandle> grandchild = new AtomicReference<>();
        fixture.start(ScriptedHandler.of("acme.orphan", context -> {
            Process child = new ProcessBuilder("sh", "-c", "sleep 600 >/dev/null & echo $!; read line; exit 3").start();
            context.track(child.toHandle());
            grandchild.set(ProcessHandle.of(Long.parseLong(child.inputReader().readLine()))
                    .orElseThrow());
            go.await();
            child.getOutputStream().close();
            throw new IllegalStateException("ended with " + child.waitFor());
        }));
        String job = fixture.submit("acme.orphan");
        WorkerFixture.await().until(() -> grandchild.get() != null);
        fixture.turn(Duration.ofSeconds(1), Duration.ofMillis(100));
        WorkerFixture.await().until(() -> fixture.jobThreadsRest());
        go.countDown();
        assertThat(code(fixture.result(job))).isEqualTo("EXECUTION_ERROR");
        assertThat(ProcessTreeTest.works(grandchild.get())).isFalse();
    }

    @Test
    void aProcessLeftBehindByAHandlerThatThrewIsKilledFirst() {
        AtomicReference<Process> process = new AtomicReference<>();
        fixture.start(ScriptedHandler.of("acme.careless", context -> {
            Process child = new ProcessBuilder("sleep", "600").start();
            context.track(child.toHandle());
            process.set(child);
            throw new IllegalStateException("forgot the child");
        }));
        String job = fixture.submit("acme.careless");
        assertThat(code(fixture.result(job))).isEqualTo("EXECUTION_ERROR");
        assertThat(process.get().isAlive()).isFalse();
    }

    @Test
    void aJobThatMayNotBeCancelledGoesOn() {
        fixture.start(waiting());
        String job = fixture.submit("acme.wait", b -> b.cancellable(false));
        fixture.awaitState(job, JobState.RUNNING);
        assertThat(fixture.store.client().cancel(job, "no")).isEqualTo(CancelOutcome.NOT_CANCELLABLE);
        go.countDown();
        assertThat(fixture.result(job).status()).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    void anInterruptMeantForOneJobDoesNotHitTheNext() {
        fixture.start(b -> b.concurrency(1), waiting(), ScriptedHandler.of("acme.next", context -> {
            if (Thread.currentThread().isInterrupted()) {
                throw new IllegalStateException("interrupted");
            }
            return context.done(Json.NULL);
        }));
        String first = fixture.submit("acme.wait", b -> b.timeout(Duration.ofSeconds(1)));
        String second = fixture.submit("acme.next");
        fixture.turnUntil(Duration.ofMillis(500), () -> fixture.state(second).isTerminal());
        assertThat(fixture.result(first).status()).isEqualTo(JobStatus.TIMEOUT);
        assertThat(fixture.result(second).status()).isEqualTo(JobStatus.COMPLETED);
    }
}
