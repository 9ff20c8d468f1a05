package dev.guestkit.worker.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestkit.job.ErrorCode;
import dev.guestkit.job.JobBuilder;
import dev.guestkit.job.JobCodec;
import dev.guestkit.job.JobDocument;
import dev.guestkit.job.JobResult;
import dev.guestkit.job.JobStatus;
import dev.guestkit.worker.spi.Claim;
import dev.guestkit.worker.spi.Finish;
import dev.guestkit.worker.spi.JobState;
import dev.guestkit.worker.spi.JobSubmission;
import dev.guestkit.worker.spi.SubmitOutcome;
import dev.guestkit.worker.spi.SubmitOutcome.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What becomes of submissions: ids, digests, idempotency keys, room. */
abstract class SubmitContract extends TransportFixture {
    private SubmitOutcome offer(JobBuilder job) {
        return transport().client().submit(job.build());
    }

    private static JobSubmission submission(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return JobSubmission.of(JobCodec.standard().readJob(bytes), bytes);
    }

    private static String json(String id, String more) {
        return "{\"version\":\"1.0\",\"job_id\":\"" + id + "\",\"created_at\":\"2026-01-01T00:00:00Z\","
                + "\"kind\":\"VMOperation\",\"operation\":\"test.echo\","
                + "\"payload\":{\"type\":\"test.echo.v1\",\"data\":{\"a\":1,\"x-more\":[2]}}" + more + "}";
    }

    @Test
    void aSubmittedJobIsQueuedAndKept() {
        JobDocument document = submit(job("1000").label("color", "red").maxAttempts(3));
        assertThat(asSubmitted(record("job-1000").document())).isEqualTo(document);
        assertThat(record("job-1000").state()).isEqualTo(JobState.QUEUED);
        assertThat(record("job-1000").attempt()).isZero();
        assertThat(record("job-1000").submittedAt()).isEqualTo(clock.instant());
        assertThat(transport().client().result("job-1000")).isEmpty();
    }

    @Test
    void theFirstAttemptIsCountedFromTheDocument() {
        submit(job("1000").attempt(2).maxAttempts(3));
        startOne("w-1");
        assertThat(record("job-1000").attempt()).isEqualTo(2);
    }

    @Test
    void unknownKeysSurvive() {
        JobSubmission submission = submission(json("job-1000", ",\"execution\":{\"x-later\":{\"a\":[1,2.50]}}"));
        assertThat(transport().client().submit(submission).kind()).isEqualTo(Kind.CREATED);
        assertThat(asSubmitted(record("job-1000").document())).isEqualTo(submission.document());
        assertThat(asSubmitted(claimOne("w-1").record().document())).isEqualTo(submission.document());
    }

    @Test
    void theSameDocumentAgainIsUnchanged() {
        assertThat(transport().client().submit(submission(json("job-1000", ""))).kind())
                .isEqualTo(Kind.CREATED);
        assertThat(transport().client().submit(submission(json("job-1000", ""))).kind())
                .isEqualTo(Kind.UNCHANGED);
        String spaced = json("job-1000", ",\"audit\":{\"submitted_by\":\"me\"}")
                .replace(":", " : ")
                .replace("T00 : 00 : 00Z", "T00:00:00Z");
        assertThat(transport().client().submit(submission(spaced)).kind()).isEqualTo(Kind.UNCHANGED);
        assertThat(transport().control().stats().depth()).isEqualTo(1);
    }

    @Test
    void whatAFrontDoorFilledInDoesNotMakeItAnotherDocument() {
        byte[] received = json("job-1000", "").getBytes(StandardCharsets.UTF_8);
        JobDocument first = JobCodec.standard().readJob(received);
        JobDocument filled =
                JobCodec.standard().readJob(json("job-1000", ",\"x-filled\":1").getBytes(StandardCharsets.UTF_8));
        byte[] stored = JobCodec.standard().write(filled);
        assertThat(transport()
                        .client()
                        .submit(JobSubmission.filledIn(filled, stored, received))
                        .kind())
                .isEqualTo(Kind.CREATED);
        assertThat(transport()
                        .client()
                        .submit(JobSubmission.of(first, received))
                        .kind())
                .isEqualTo(Kind.UNCHANGED);
    }

    @Test
    void anotherDocumentUnderAKnownIdIsRefused() {
        submit(job("1000").priority(3));
        assertThat(offer(job("1000").priority(4)).kind()).isEqualTo(Kind.CONFLICT);
        assertThat(record("job-1000").document().executionOrDefault().priority())
                .contains(3);
    }

    @Test
    void anEndedJobIsStillKnownByItsDigest() {
        JobDocument document = submit(job("1000"));
        Claim claim = startOne("w-1");
        finish(claim, done(claim));
        assertThat(transport().client().submit(document).kind()).isEqualTo(Kind.UNCHANGED);
        assertThat(record("job-1000").state()).isEqualTo(JobState.COMPLETED);
    }

    @Test
    void aKeyInUseRefusesTheSecondAndNamesTheFirst() {
        submit(job("1000").idempotencyKey("key"));
        SubmitOutcome second = offer(job("1001").idempotencyKey("key"));
        assertThat(second).isEqualTo(new SubmitOutcome(Kind.DUPLICATE_IN_PROGRESS, "job-1001", "job-1000"));
        startOne("w-1");
        assertThat(offer(job("1001").idempotencyKey("key")).kind()).isEqualTo(Kind.DUPLICATE_IN_PROGRESS);
        assertThat(transport().client().find("job-1001")).isEmpty();
    }

    @Test
    void aCompletedKeyReplaysTheResult() {
        submit(job("1000").idempotencyKey("key"));
        Claim claim = startOne("w-1");
        finish(claim, done(claim));
        restartWhenDurable();
        SubmitOutcome second = offer(job("1001").idempotencyKey("key"));
        assertThat(second).isEqualTo(new SubmitOutcome(Kind.REPLAYED, "job-1001", "job-1000"));
        JobResult result = result("job-1001");
        assertThat(result.replayOf()).contains("job-1000");
        assertThat(result.status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(result.data()).isEqualTo(result("job-1000").data());
        assertThat(result.executionSummary().attempt()).isEqualTo(1);
        assertThat(result.executionSummary().durationMs()).isEmpty();
        assertThat(record("job-1001").state()).isEqualTo(JobState.COMPLETED);
        assertThat(claim(OfferBuilder.worker("w-1"), 1)).isEmpty();
    }

    @Test
    void aKeyWithAnotherPayloadIsAConflictWhateverTheFirstOneDid() {
        submit(job("1000").idempotencyKey("key"));
        JobBuilder other = JobBuilder.operation("test.echo", text("other"))
                .jobId("job-1001")
                .idempotencyKey("key");
        SubmitOutcome conflict = new SubmitOutcome(Kind.IDEMPOTENCY_CONFLICT, "job-1001", "job-1000");
        assertThat(offer(other)).isEqualTo(conflict);
        Claim claim = startOne("w-1");
        finish(claim, done(claim));
        assertThat(offer(other)).isEqualTo(conflict);
    }

    @Test
    void aKeyIsFreeAgainAfterAFailure() {
        submit(job("1000").idempotencyKey("key"));
        Claim claim = startOne("w-1");
        finish(claim, new Finish.Done(TestResults.ended(claim, "w-1", JobStatus.FAILED, ErrorCode.IMAGE_CORRUPT)));
        restartWhenDurable();
        submit(job("1001").idempotencyKey("key"));
        assertThat(offer(job("1002").idempotencyKey("key")).firstJobId()).isEqualTo("job-1001");
    }

    @Test
    void aKeyBelongsToItsNamespaceAndOperation() {
        submit(job("1000").idempotencyKey("key"));
        submit(job("1001").idempotencyKey("key").namespace("other"));
        submit(JobBuilder.echo("hello").jobId("job-1002").idempotencyKey("key"));
        submit(job("1003").idempotencyKey("key2"));
    }

    @Test
    void aFullQueueRefusesUntilThereIsRoom() {
        use(standard().withCapacity(3));
        submit(job("1000"));
        submit(job("1001"));
        submit(job("1002"));
        assertThat(offer(job("1003")).kind()).isEqualTo(Kind.FULL);
        assertThat(offer(job("1002").priority(2)).kind()).isEqualTo(Kind.CONFLICT);
        transport().client().cancel("job-1001", "room");
        assertThat(transport().client().find("job-1003")).isEmpty();
        submit(job("1003"));
    }

    @Test
    void whatWasAcknowledgedSurvivesARestart() {
        submit(job("1000").priority(7));
        submit(job("1001"));
        Claim claim = startOne("w-1");
        finish(claim, done(claim));
        restartWhenDurable();
        assertThat(result("job-1000").data()).contains(text("done"));
        assertThat(record("job-1000").state()).isEqualTo(JobState.COMPLETED);
        assertThat(record("job-1001").state()).isEqualTo(JobState.QUEUED);
        assertThat(claimIds(OfferBuilder.worker("w-2"), 5)).containsExactly("job-1001");
    }

    final void restartWhenDurable() {
        clock.advance(Duration.ofSeconds(1));
        if (isDurable()) {
            restart();
        }
    }
}
