package dev.guestkit.worker.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestkit.job.ErrorCode;
import dev.guestkit.job.JobResult;
import dev.guestkit.job.JobStatus;
import dev.guestkit.worker.spi.Claim;
import dev.guestkit.worker.spi.ClaimToken;
import dev.guestkit.worker.spi.JobState;
import dev.guestkit.worker.spi.Renewal;
import dev.guestkit.worker.spi.WriteOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Leases: renewed, lapsed, fenced off, lost once too often. */
abstract class LeaseContract extends AttemptContract {
    final Renewal renew(Claim claim) {
        return Objects.requireNonNull(
                transport().source().renew(List.of(claim.token())).get(claim.token()), "no answer to a renewal");
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

    /** Lost, released or tried again, it goes before all that came after it, or it would wait for the whole queue. */
    @Test
    void aJobThatComesBackHasItsOldPlaceInTheQueue() {
        for (String id : List.of("1000", "1001", "1002")) {
            submit(job(id).maxAttempts(3));
            clock.advance(Duration.ofMillis(1));
        }
        List<Claim> claims = claim(OfferBuilder.worker("w-1"), 3);
        claims.forEach(claim -> started(claim, true));
        submit(job("1003"));
        clock.advance(Duration.ofSeconds(20));
        transport().source().release(claims.get(1).token(), "closing");
        finish(claims.get(2), again(ErrorCode.EXECUTION_ERROR, Duration.ZERO));
        letLeasesLapse();
        assertThat(claimIds(OfferBuilder.worker("w-2"), 9))
                .containsExactly("job-1000", "job-1001", "job-1002", "job-1003");
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
}
