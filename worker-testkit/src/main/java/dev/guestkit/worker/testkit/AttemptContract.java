package dev.guestkit.worker.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestkit.job.ErrorCode;
import dev.guestkit.job.JobResult;
import dev.guestkit.job.JobStatus;
import dev.guestkit.worker.spi.CancelOutcome;
import dev.guestkit.worker.spi.Claim;
import dev.guestkit.worker.spi.ClaimToken;
import dev.guestkit.worker.spi.Finish;
import dev.guestkit.worker.spi.JobRecord;
import dev.guestkit.worker.spi.JobState;
import dev.guestkit.worker.spi.Renewal;
import dev.guestkit.worker.spi.WriteOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Attempts: renewed, started, finished, retried, parked, released, lost. */
abstract class AttemptContract extends WakeContract {
    private Renewal renew(Claim claim) {
        return Objects.requireNonNull(
                transport().source().renew(List.of(claim.token())).get(claim.token()), "no answer to a renewal");
    }

    @Test
    void aStartIsCountedOnce() {
        submit(job("1000"));
        Claim claim = claimOne("w-1");
        assertThat(transport().source().start(claim.token(), true)).isEqualTo(WriteOutcome.OK);
        assertThat(transport().source().start(claim.token(), true)).isEqualTo(WriteOutcome.ALREADY);
        assertThat(record("job-1000").state()).isEqualTo(JobState.RUNNING);
        assertThat(record("job-1000").attempt()).isEqualTo(1);
        assertThat(record("job-1000").startedAt()).contains(clock.instant());
    }

    @Test
    void aResultIsKeptOnceAndUnchanged() {
        submit(job("1000"));
        Claim claim = startOne("w-1");
        JobResult result = TestResults.completed(claim, "w-1", text("mine"));
        assertThat(finish(claim, new Finish.Done(result))).isEqualTo(WriteOutcome.OK);
        assertThat(finish(claim, new Finish.Done(result))).isEqualTo(WriteOutcome.ALREADY);
        assertThat(finish(claim, again(ErrorCode.EXECUTION_ERROR, Duration.ZERO)))
                .isEqualTo(WriteOutcome.FENCED);
        assertThat(transport().source().release(claim.token(), "late")).isEqualTo(WriteOutcome.FENCED);
        assertThat(result("job-1000")).isEqualTo(result);
        JobRecord record = record("job-1000");
        assertThat(record.state()).isEqualTo(JobState.COMPLETED);
        assertThat(record.endedAt()).contains(clock.instant());
        assertThat(record.history())
                .extracting(entry -> entry.to())
                .endsWith(JobState.QUEUED, JobState.ASSIGNED, JobState.RUNNING, JobState.COMPLETED);
    }

    @Test
    void everyTerminalStatusEndsInItsState() {
        List<JobStatus> ends = List.of(JobStatus.FAILED, JobStatus.CANCELLED, JobStatus.TIMEOUT);
        for (int i = 0; i < ends.size(); i++) {
            submit(job("100" + i));
            Claim claim = startOne("w-1");
            ErrorCode code = List.of(ErrorCode.IMAGE_CORRUPT, ErrorCode.CANCELLED, ErrorCode.TIMEOUT)
                    .get(i);
            assertThat(finish(claim, new Finish.Done(TestResults.ended(claim, "w-1", ends.get(i), code))))
                    .isEqualTo(WriteOutcome.OK);
            assertThat(record("job-100" + i).state().status()).isEqualTo(ends.get(i));
            assertThat(record("job-100" + i).lastError().orElseThrow().code()).isEqualTo(code.name());
        }
    }

    @Test
    void aRetryComesAfterItsDelayAndCounts() {
        submit(job("1000").maxAttempts(3));
        Claim first = startOne("w-1");
        assertThat(finish(first, again(ErrorCode.EXECUTION_ERROR, Duration.ofSeconds(5))))
                .isEqualTo(WriteOutcome.OK);
        assertThat(finish(first, again(ErrorCode.EXECUTION_ERROR, Duration.ofSeconds(5))))
                .isEqualTo(WriteOutcome.ALREADY);
        assertThat(record("job-1000").state()).isEqualTo(JobState.QUEUED);
        assertThat(record("job-1000").notBefore()).contains(clock.instant().plusSeconds(5));
        assertThat(record("job-1000").failedStarts()).isEqualTo(1);
        assertThat(record("job-1000").lastError().orElseThrow().code()).isEqualTo("EXECUTION_ERROR");
        assertThat(claim(OfferBuilder.worker("w-1"), 1)).isEmpty();
        clock.advance(Duration.ofSeconds(5));
        Claim second = startOne("w-2");
        assertThat(second.token().epoch()).isEqualTo(2);
        assertThat(record("job-1000").attempt()).isEqualTo(2);
        assertThat(finish(first, done(first))).isEqualTo(WriteOutcome.FENCED);
        assertThat(finish(second, done(second))).isEqualTo(WriteOutcome.OK);
    }

    @Test
    void aReleaseCostsNoAttempt() {
        submit(job("1000"));
        Claim first = startOne("w-1");
        assertThat(transport().source().release(first.token(), "closing")).isEqualTo(WriteOutcome.OK);
        assertThat(transport().source().release(first.token(), "closing")).isEqualTo(WriteOutcome.ALREADY);
        assertThat(record("job-1000").attempt()).isZero();
        assertThat(record("job-1000").failedStarts()).isZero();
        assertThat(record("job-1000").lostLeases()).isZero();
        Claim second = claimOne("w-2");
        assertThat(transport().source().release(second.token(), "not started")).isEqualTo(WriteOutcome.OK);
        startOne("w-3");
        assertThat(record("job-1000").attempt()).isEqualTo(1);
    }

    @Test
    void aParkUntilATimeCostsNoAttempt() {
        submit(job("1000"));
        Claim claim = startOne("w-1");
        Finish park = parkUntil(clock.instant().plusSeconds(60));
        assertThat(finish(claim, park)).isEqualTo(WriteOutcome.OK);
        assertThat(finish(claim, park)).isEqualTo(WriteOutcome.ALREADY);
        assertThat(record("job-1000").attempt()).isZero();
        restartWhenDurable();
        assertThat(claim(OfferBuilder.worker("w-1"), 1)).isEmpty();
        clock.advance(Duration.ofSeconds(60));
        startOne("w-1");
        assertThat(record("job-1000").attempt()).isEqualTo(1);
        assertThat(record("job-1000").notBefore()).isEmpty();
    }

    @Test
    void aParkForJobsEndsWithTheLastOfThem() {
        submit(job("1000"));
        Claim parent = startOne("w-1");
        submit(job("1001"));
        submit(job("1002"));
        finish(parent, parkFor("job-1001", "job-1002", "job-gone-long-ago"));
        assertThat(record("job-1000").waitsFor()).contains("job-1001", "job-1002");
        Claim child = startOne("w-1");
        assertThat(child.token().jobId()).isEqualTo("job-1001");
        finish(child, done(child));
        assertThat(claimIds(OfferBuilder.worker("w-1"), 5)).containsExactly("job-1002");
        transport().client().cancel("job-1002", "enough");
        letLeasesLapse();
        assertThat(record("job-1002").state()).isEqualTo(JobState.CANCELLED);
        assertThat(claimIds(OfferBuilder.worker("w-1"), 5)).containsExactly("job-1000");
    }

    @Test
    void aParkForJobsThatHaveEndedIsOverAtOnce() {
        submit(job("1000"));
        Claim done = startOne("w-1");
        finish(done, done(done));
        submit(job("1001"));
        finish(startOne("w-1"), parkFor("job-1000"));
        assertThat(claimIds(OfferBuilder.worker("w-1"), 5)).containsExactly("job-1001");
    }

    @Test
    void aParkEndsWithItsTimeThoughJobsAreStillOpen() {
        submit(job("1000"));
        Claim parent = startOne("w-1");
        submit(job("1001").requiredFeatures("kvm"));
        finish(parent, new Finish.Park(Optional.of(clock.instant().plusSeconds(9)), List.of("job-1001")));
        assertThat(claim(OfferBuilder.worker("w-1"), 5)).isEmpty();
        clock.advance(Duration.ofSeconds(9));
        assertThat(claimIds(OfferBuilder.worker("w-1"), 5)).containsExactly("job-1000");
    }

    @Test
    void aRenewedLeaseHolds() {
        submit(job("1000"));
        Claim claim = startOne("w-1");
        for (int i = 0; i < 5; i++) {
            clock.advance(Duration.ofSeconds(20));
            assertThat(renew(claim).outcome()).isEqualTo(WriteOutcome.OK);
            assertThat(renew(claim).lease()).isEqualTo(standard().lease());
            transport().control().expire();
        }
        assertThat(finish(claim, done(claim))).isEqualTo(WriteOutcome.OK);
        assertThat(renew(claim).outcome()).isEqualTo(WriteOutcome.FENCED);
    }

    @Test
    void aLapsedLeaseGivesTheJobToTheNextAndFencesTheFirst() {
        submit(job("1000"));
        Claim first = startOne("w-1");
        letLeasesLapse();
        assertThat(record("job-1000").state()).isEqualTo(JobState.QUEUED);
        assertThat(record("job-1000").lostLeases()).isEqualTo(1);
        Claim second = startOne("w-2");
        assertThat(second.token().epoch()).isGreaterThan(first.token().epoch());
        assertThat(record("job-1000").attempt()).isEqualTo(2);
        assertThat(renew(first).outcome()).isEqualTo(WriteOutcome.FENCED);
        assertThat(transport().source().start(first.token(), true)).isEqualTo(WriteOutcome.FENCED);
        assertThat(transport().source().report(first.token(), List.of())).isEqualTo(WriteOutcome.FENCED);
        assertThat(transport().source().release(first.token(), "late")).isEqualTo(WriteOutcome.FENCED);
        assertThat(finish(first, done(first))).isEqualTo(WriteOutcome.FENCED);
        assertThat(transport().client().result("job-1000")).isEmpty();
        assertThat(finish(second, done(second))).isEqualTo(WriteOutcome.OK);
    }

    @Test
    void aNonceIsAskedForAsWellAsTheEpoch() {
        submit(job("1000"));
        Claim claim = startOne("w-1");
        ClaimToken forged = new ClaimToken("job-1000", claim.token().epoch(), "guessed");
        assertThat(transport().source().finish(forged, done(claim))).isEqualTo(WriteOutcome.FENCED);
        ClaimToken unknown = new ClaimToken("job-unknown", 1, "nonce");
        assertThat(transport().source().start(unknown, true)).isEqualTo(WriteOutcome.FENCED);
    }

    @Test
    void theThirdLostLeaseIsPoison() {
        submit(job("1000").maxAttempts(10));
        for (int i = 0; i < 2; i++) {
            startOne("w-1");
            letLeasesLapse();
            assertThat(record("job-1000").state()).isEqualTo(JobState.QUEUED);
        }
        startOne("w-1");
        letLeasesLapse();
        JobResult result = result("job-1000");
        assertThat(result.status()).isEqualTo(JobStatus.FAILED);
        assertThat(result.error().orElseThrow().code()).isEqualTo("WORKER_LOST");
        assertThat(result.executionSummary().attempt()).isEqualTo(3);
        assertThat(result.failedAt()).isPresent();
    }

    @Test
    void aJobThatMustNotBeRepeatedIsPoisonAtItsFirstLoss() {
        submit(job("1000"));
        started(claimOne("w-1"), false);
        letLeasesLapse();
        assertThat(result("job-1000").error().orElseThrow().code()).isEqualTo("WORKER_LOST");
        submit(job("1001"));
        claimOne("w-1");
        letLeasesLapse();
        assertThat(record("job-1001").state()).as("it had not started").isEqualTo(JobState.QUEUED);
    }

    @Test
    void leasesAreNotLostByARestart() {
        submit(job("1000"));
        Claim claim = startOne("w-1");
        restartWhenDurable();
        if (isDurable()) {
            assertThat(renew(claim).outcome()).isEqualTo(WriteOutcome.OK);
            transport().control().expire();
        }
        assertThat(finish(claim, done(claim))).isEqualTo(WriteOutcome.OK);
    }

    @Test
    void cancelOfAQueuedJobEndsIt() {
        submit(job("1000").traceId("0af7651916cd43dd8448eb211c80319c"));
        assertThat(transport().client().cancel("job-1000", "changed my mind")).isEqualTo(CancelOutcome.CANCELLED);
        JobResult result = result("job-1000");
        assertThat(result.status()).isEqualTo(JobStatus.CANCELLED);
        assertThat(result.error().orElseThrow().code()).isEqualTo("CANCELLED");
        assertThat(result.executionSummary().attempt()).isEqualTo(1);
        assertThat(result.executionSummary().durationMs()).isEmpty();
        assertThat(result.observability())
                .isEqualTo(record("job-1000").document().observability());
        assertThat(claim(OfferBuilder.worker("w-1"), 1)).isEmpty();
        assertThat(transport().client().cancel("job-1000", "again")).isEqualTo(CancelOutcome.TOO_LATE);
    }

    @Test
    void cancelOfARunningJobIsToldToItsOwner() {
        submit(job("1000"));
        Claim claim = startOne("w-1");
        assertThat(renew(claim).cancelReason()).isEmpty();
        assertThat(transport().client().cancel("job-1000", "stop it")).isEqualTo(CancelOutcome.REQUESTED);
        assertThat(transport().client().cancel("job-1000", "stop it now")).isEqualTo(CancelOutcome.REQUESTED);
        assertThat(renew(claim).cancelReason()).contains("stop it");
        assertThat(record("job-1000").cancelReason()).contains("stop it");
        assertThat(finish(claim, done(claim))).as("who returns has completed").isEqualTo(WriteOutcome.OK);
        assertThat(record("job-1000").state()).isEqualTo(JobState.COMPLETED);
    }

    @Test
    void aCancelledJobNeverGoesBackToTheQueue() {
        for (int i = 0; i < 4; i++) {
            submit(job("100" + i).maxAttempts(5));
        }
        List<Claim> claims = claim(OfferBuilder.worker("w-1"), 4);
        claims.forEach(claim -> started(claim, true));
        claims.forEach(claim -> transport().client().cancel(claim.token().jobId(), "stop"));
        finish(claims.get(0), again(ErrorCode.EXECUTION_ERROR, Duration.ZERO));
        finish(claims.get(1), parkUntil(clock.instant()));
        transport().source().release(claims.get(2).token(), "closing");
        letLeasesLapse();
        for (Claim claim : claims) {
            assertThat(result(claim.token().jobId()).status()).isEqualTo(JobStatus.CANCELLED);
        }
        assertThat(claim(OfferBuilder.worker("w-1"), 9)).isEmpty();
    }

    @Test
    void cancelSaysWhyItDoesNothing() {
        submit(job("1000").cancellable(false));
        assertThat(transport().client().cancel("job-1000", "no")).isEqualTo(CancelOutcome.NOT_CANCELLABLE);
        startOne("w-1");
        assertThat(transport().client().cancel("job-1000", "no")).isEqualTo(CancelOutcome.NOT_CANCELLABLE);
        assertThat(transport().client().cancel("job-unknown", "no")).isEqualTo(CancelOutcome.UNKNOWN);
    }
}
