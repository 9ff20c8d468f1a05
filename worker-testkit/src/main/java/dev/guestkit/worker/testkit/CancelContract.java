package dev.guestkit.worker.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestkit.job.ErrorCode;
import dev.guestkit.job.JobResult;
import dev.guestkit.job.JobStatus;
import dev.guestkit.worker.AttemptEnd;
import dev.guestkit.worker.Worker;
import dev.guestkit.worker.WorkerListener;
import dev.guestkit.worker.spi.CancelOutcome;
import dev.guestkit.worker.spi.Claim;
import dev.guestkit.worker.spi.HandlerSpec;
import dev.guestkit.worker.spi.JobContext;
import dev.guestkit.worker.spi.JobHandler;
import dev.guestkit.worker.spi.JobState;
import dev.guestkit.worker.spi.Outcome;
import dev.guestkit.worker.spi.Subscription;
import dev.guestkit.worker.spi.WriteOutcome;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Cancels: of queued and running jobs, told to whom they concern. */
abstract class CancelContract extends LeaseContract {
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

    @Test
    void whoHoldsAJobIsToldOfItsCancelAtOnce() throws InterruptedException {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        try (Subscription listening =
                transport().source().onCancel((token, reason) -> heard.add(token + " " + reason))) {
            assertThat(listening).isNotNull();
            submit(job("1000"));
            submit(job("1001"));
            Claim claim = startOne("w-1");
            transport().client().cancel("job-1001", "still queued");
            transport().client().cancel("job-1000", "stop it");
            if (tellsOfCancels()) {
                assertThat(heard.poll(20, TimeUnit.SECONDS))
                        .as("told without a renewal, the clock stands still")
                        .isEqualTo(claim.token() + " stop it");
            }
            assertThat(renew(claim).cancelReason()).contains("stop it");
        }
    }

    @Test
    void aHandlerThatRunsHearsOfItsCancelAtOnce() throws InterruptedException {
        if (!tellsOfCancels()) {
            return;
        }
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        JobHandler waiting = new JobHandler() {
            @Override
            public HandlerSpec spec() {
                return HandlerSpec.builder("test.echo", 1).build();
            }

            @Override
            public Outcome run(JobContext context) throws InterruptedException {
                CountDownLatch told = new CountDownLatch(1);
                context.cancellation().onCancel(told::countDown);
                running.countDown();
                told.await();
                context.cancellation().throwIfCancelled();
                return context.done(text("nobody told it"));
            }
        };
        try (Worker worker = Worker.builder(transport())
                .time(clock)
                .withoutDiscovery()
                .handler(waiting)
                .listener(new WorkerListener() {
                    @Override
                    public void ended(AttemptEnd end) {
                        ended.countDown();
                    }
                })
                .start()) {
            submit(job("1000"));
            assertThat(running.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(transport().client().cancel("job-1000", "stop it")).isEqualTo(CancelOutcome.REQUESTED);
            assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(result("job-1000").status()).isEqualTo(JobStatus.CANCELLED);
            assertThat(worker.isReady()).isTrue();
        }
    }
}
