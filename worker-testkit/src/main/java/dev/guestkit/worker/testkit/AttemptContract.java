package dev.guestkit.worker.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestkit.job.ErrorCode;
import dev.guestkit.job.JobResult;
import dev.guestkit.job.JobStatus;
import dev.guestkit.worker.spi.Claim;
import dev.guestkit.worker.spi.Finish;
import dev.guestkit.worker.spi.JobRecord;
import dev.guestkit.worker.spi.JobState;
import dev.guestkit.worker.spi.WriteOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Attempts: started, finished, retried, parked, released. */
abstract class AttemptContract extends WakeContract {
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
    void aParkForAnyOfSomeJobsEndsWithTheFirstOfThem() {
        submit(job("1000"));
        Claim parent = startOne("w-1");
        submit(job("1001"));
        submit(job("1002"));
        finish(parent, new Finish.Park(Optional.empty(), List.of("job-1001", "job-1002"), true));
        Claim child = startOne("w-1");
        restartWhenDurable();
        assertThat(claimIds(OfferBuilder.worker("w-1"), 1)).containsExactly("job-1002");
        finish(child, done(child));
        parent = startOne("w-1");
        assertThat(parent.token().jobId()).isEqualTo("job-1000");
        finish(parent, new Finish.Park(Optional.empty(), List.of("job-1001", "job-1002"), true));
        assertThat(claimIds(OfferBuilder.worker("w-1"), 5))
                .as("one has ended, and 0.1 s must pass")
                .isEmpty();
        clock.advance(Duration.ofMillis(100));
        assertThat(claimIds(OfferBuilder.worker("w-1"), 5)).containsExactly("job-1000");
    }

    @Test
    void aParkForJobsThatHaveEndedIsOverSoonButRunsInNoCircle() {
        submit(job("1000"));
        Claim done = startOne("w-1");
        finish(done, done(done));
        submit(job("1001"));
        finish(startOne("w-1"), parkFor("job-1000"));
        assertThat(claimIds(OfferBuilder.worker("w-1"), 5)).isEmpty();
        clock.advance(Duration.ofMillis(100));
        finish(startOne("w-1"), parkUntil(clock.instant()));
        assertThat(claimIds(OfferBuilder.worker("w-1"), 5)).isEmpty();
        clock.advance(Duration.ofMillis(100));
        assertThat(claimIds(OfferBuilder.worker("w-1"), 5)).containsExactly("job-1001");
    }

    @Test
    void aParkEndsWithItsTimeThoughJobsAreStillOpen() {
        submit(job("1000"));
        Claim parent = startOne("w-1");
        submit(job("1001").requiredFeatures("kvm"));
        finish(parent, new Finish.Park(Optional.of(clock.instant().plusSeconds(9)), List.of("job-1001"), false));
        assertThat(claim(OfferBuilder.worker("w-1"), 5)).isEmpty();
        clock.advance(Duration.ofSeconds(9));
        assertThat(claimIds(OfferBuilder.worker("w-1"), 5)).containsExactly("job-1000");
    }
}
