package dev.guestkit.worker.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestkit.job.ErrorCode;
import dev.guestkit.job.JobBuilder;
import dev.guestkit.job.JobStatus;
import dev.guestkit.worker.spi.Claim;
import dev.guestkit.worker.spi.JobState;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Who may claim what, and in which order. */
abstract class ClaimContract extends SubmitContract {
    private static OfferBuilder worker() {
        return OfferBuilder.worker("w-1");
    }

    @Test
    void aClaimIsAssignedWithATokenAndALease() {
        submit(job("1000"));
        Claim claim = claimOne("w-1");
        assertThat(claim.token().jobId()).isEqualTo("job-1000");
        assertThat(claim.token().epoch()).isEqualTo(1);
        assertThat(claim.token().nonce()).isNotEmpty().matches("[A-Za-z0-9]+");
        assertThat(claim.lease()).isEqualTo(standard().lease());
        assertThat(claim.record().state()).isEqualTo(JobState.ASSIGNED);
        assertThat(claim.record().workerId()).contains("w-1");
        assertThat(record("job-1000").state()).isEqualTo(JobState.ASSIGNED);
        assertThat(claim(worker(), 1)).isEmpty();
    }

    @Test
    void equalsGoFirstInFirstOut() {
        for (int i = 1000; i < 1020; i++) {
            submit(job(Integer.toString(i)));
            clock.advance(Duration.ofMillis(1));
        }
        assertThat(claimIds(worker(), 3)).containsExactly("job-1000", "job-1001", "job-1002");
        assertThat(claimIds(worker(), 17)).hasSize(17).isSorted();
    }

    @Test
    void oneStepOfPriorityIsWorthAMinute() {
        submit(job("1000").priority(5));
        clock.advance(Duration.ofSeconds(59));
        submit(job("1001").priority(6));
        submit(job("1002").priority(10));
        clock.advance(Duration.ofSeconds(62));
        submit(job("1003").priority(6));
        assertThat(claimIds(worker(), 4)).containsExactly("job-1002", "job-1001", "job-1000", "job-1003");
    }

    @Test
    void nobodyGetsMoreThanHisPermits() {
        for (int i = 1000; i < 1006; i++) {
            submit(job(Integer.toString(i)));
        }
        submit(JobBuilder.echo("a").jobId("job-1006"));
        OfferBuilder both = worker().runs("test.echo.v1").runs("system.echo.v1");
        assertThat(claimIds(both.permits("test.echo", 2), 100)).hasSize(3).contains("job-1006");
        assertThat(claimIds(worker().permits(1), 100)).hasSize(1);
        assertThat(claimIds(worker().permits("test.echo", 0), 100)).isEmpty();
        assertThat(claimIds(worker().permits(0), 100)).isEmpty();
    }

    @Test
    void aJobGoesOnlyToAHandlerOfItsPayloadVersion() {
        submit(job("1000"));
        assertThat(claim(worker().runs("test.echo.v2"), 1)).isEmpty();
        assertThat(claim(worker().runs("system.echo.v1"), 1)).isEmpty();
        assertThat(claimIds(worker().runs("test.echo.v2").runs("test.echo.v1"), 1))
                .containsExactly("job-1000");
    }

    @Test
    void aConstraintIsEnforcedAtTheClaim() {
        submit(job("1000").requiredFeatures("lvm"));
        submit(job("1001").requirePrivileged(true));
        submit(job("1002").allowedWorkerPools("a", "b"));
        submit(job("1003").minimumWorkerVersion("2.0.0"));
        submit(job("1004").requiredCapabilities("disk.qcow2"));
        assertThat(claimIds(worker(), 9)).containsExactly("job-1004");
        assertThat(claimIds(worker().feature("lvm"), 9)).containsExactly("job-1000");
        assertThat(claimIds(worker().privileged(), 9)).containsExactly("job-1001");
        assertThat(claimIds(worker().pool("b"), 9)).containsExactly("job-1002");
    }

    @Test
    void routingNamesTheWorkerOrThePool() {
        submit(job("1000").workerId("w-9"));
        submit(job("1001").workerPool("fast"));
        assertThat(claim(worker(), 9)).isEmpty();
        assertThat(claimIds(worker().pool("fast"), 9)).containsExactly("job-1001");
        assertThat(claimIds(OfferBuilder.worker("w-9"), 9)).containsExactly("job-1000");
    }

    @Test
    void affinityIsAPreferenceThatPasses() {
        submit(job("1000").affinity("disk_locality", "rack-1"));
        assertThat(claim(worker().locality("disk_locality", "rack-2"), 1)).isEmpty();
        clock.advance(Duration.ofSeconds(29));
        assertThat(claim(worker(), 1)).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        assertThat(claimIds(worker(), 1)).containsExactly("job-1000");
        submit(job("1001").affinity("disk_locality", "rack-1"));
        assertThat(claimIds(worker().locality("disk_locality", "rack-1"), 1)).containsExactly("job-1001");
    }

    @Test
    void antiAffinityHoldsBothWays() {
        submit(job("1000").notBeside("job-1001"));
        submit(job("1001"));
        submit(job("1002").notBeside("job-1000"));
        Claim first = started(claim(worker(), 3).get(0), true);
        assertThat(first.token().jobId()).isEqualTo("job-1000");
        assertThat(record("job-1001").state()).as("named by a running one").isEqualTo(JobState.QUEUED);
        assertThat(record("job-1002").state()).as("names a running one").isEqualTo(JobState.QUEUED);
        finish(first, done(first));
        assertThat(claimIds(worker(), 3)).containsExactly("job-1001", "job-1002");
    }

    @Test
    void aPausedQueueGivesNothingAndThePauseSurvivesARestart() {
        submit(job("1000"));
        transport().control().pause("repair");
        assertThat(claim(worker(), 1)).isEmpty();
        assertThat(transport().control().pauseReason()).contains("repair");
        assertThat(transport().control().stats().paused()).isTrue();
        if (isDurable()) {
            restart();
            assertThat(transport().control().pauseReason()).contains("repair");
            assertThat(claim(worker(), 1)).isEmpty();
        }
        transport().control().resume();
        assertThat(transport().control().pauseReason()).isEmpty();
        assertThat(claimIds(worker(), 1)).containsExactly("job-1000");
    }

    @Test
    void aRunningJobGoesOnWhileTheQueueIsPaused() {
        submit(job("1000"));
        Claim claim = startOne("w-1");
        transport().control().pause("repair");
        assertThat(finish(claim, done(claim))).isEqualTo(dev.guestkit.worker.spi.WriteOutcome.OK);
    }

    @Test
    void aClaimWaitsUntilAJobArrives() throws Exception {
        CompletableFuture<List<Claim>> waiting = CompletableFuture.supplyAsync(
                () -> transport().source().claim(worker().build(), 1, Duration.ofMinutes(5)));
        submit(job("1000"));
        assertThat(waiting.get(20, TimeUnit.SECONDS)).hasSize(1);
    }

    @Test
    void aClaimGivesUpWhenItsTimeIsOver() throws Exception {
        CompletableFuture<List<Claim>> waiting = CompletableFuture.supplyAsync(
                () -> transport().source().claim(worker().build(), 1, Duration.ofMinutes(5)));
        while (!waiting.isDone()) {
            clock.advance(Duration.ofMinutes(1));
            Thread.onSpinWait();
        }
        assertThat(waiting.get()).isEmpty();
    }

    @Test
    void anInterruptEndsTheWaitAndStaysSet() throws Exception {
        AtomicBoolean stillSet = new AtomicBoolean();
        Thread thread = new Thread(() -> {
            transport().source().claim(worker().build(), 1, Duration.ofDays(1));
            stillSet.set(Thread.currentThread().isInterrupted());
        });
        thread.start();
        thread.interrupt();
        thread.join(20_000);
        assertThat(stillSet).isTrue();
    }

    @Test
    void aDelayedJobWakesAWaitingClaim() throws Exception {
        submit(job("1000").maxAttempts(2));
        finish(startOne("w-1"), again(ErrorCode.EXECUTION_ERROR, Duration.ofSeconds(5)));
        CompletableFuture<List<Claim>> waiting = CompletableFuture.supplyAsync(
                () -> transport().source().claim(worker().build(), 1, Duration.ofMinutes(5)));
        clock.advance(Duration.ofSeconds(5));
        assertThat(waiting.get(20, TimeUnit.SECONDS)).hasSize(1);
    }

    @Test
    void aJobWhoseDeadlinePassedIsNotHandedOut() {
        submit(job("1000").deadline(clock.instant().plusSeconds(10)).requiredFeatures("kvm"));
        clock.advance(Duration.ofSeconds(11));
        assertThat(claim(worker().feature("kvm"), 1)).isEmpty();
        transport().control().expire();
        assertThat(result("job-1000").status()).isEqualTo(JobStatus.FAILED);
        assertThat(result("job-1000").error().orElseThrow().code()).isEqualTo("DEADLINE_EXCEEDED");
        assertThat(result("job-1000")
                        .error()
                        .orElseThrow()
                        .details()
                        .orElseThrow()
                        .toString())
                .contains("NO_CAPABLE_WORKER");
        assertThat(result("job-1000").executionSummary().attempt()).isEqualTo(1);
        assertThat(record("job-1000").state()).isEqualTo(JobState.FAILED);
    }

    @Test
    void aJobThatNobodyMayRunWaitsForEverUnlessAPolicySaysOtherwise() {
        submit(job("1000").requiredFeatures("kvm"));
        clock.advance(Duration.ofDays(365));
        transport().control().expire();
        assertThat(record("job-1000").state()).isEqualTo(JobState.QUEUED);
    }

    @Test
    void aPolicyTimeEndsAJobThatNobodyMayRun() {
        use(standard().withFailUnclaimableAfter(Duration.ofMinutes(10)));
        transport().workers().register(worker().capabilities());
        submit(job("1000").requiredFeatures("kvm"));
        submit(job("1001"));
        clock.advance(Duration.ofMinutes(11));
        transport().workers().heartbeat("w-1", worker().capabilities().status());
        transport().control().expire();
        assertThat(result("job-1000").error().orElseThrow().code()).isEqualTo("CAPABILITY_MISMATCH");
        assertThat(record("job-1001").state()).isEqualTo(JobState.QUEUED);
    }
}
