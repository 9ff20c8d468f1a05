package dev.guestkit.worker.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestkit.job.ErrorCode;
import dev.guestkit.worker.spi.Claim;
import dev.guestkit.worker.spi.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** That a waiting claim is woken for its job, by the machine's own clock: one turned by hand makes waiters look anyway. */
abstract class WakeContract extends ClaimContract {
    /** Long for a wake-up, short for a claim that was forgotten. */
    private static final Duration SOON = Duration.ofSeconds(5);

    private static final Duration LONG = Duration.ofMinutes(5);

    /** A claim that waits by now; where that does not show, it had time to. */
    private CompletableFuture<List<Claim>> waiting(OfferBuilder worker) {
        Executor daemon = task -> {
            Thread thread = new Thread(task, "waiting-claim");
            thread.setDaemon(true);
            thread.start();
            for (int i = 0; i < 100 && thread.getState() != Thread.State.TIMED_WAITING; i++) {
                LockSupport.parkNanos(2_000_000);
            }
        };
        return CompletableFuture.supplyAsync(() -> transport().source().claim(worker.build(), 1, LONG), daemon);
    }

    private static String claimed(CompletableFuture<List<Claim>> claim) {
        assertThat(claim).succeedsWithin(SOON);
        return claim.join().get(0).token().jobId();
    }

    @Test
    void aJobWakesTheWaitingWorkerThatMayRunIt() {
        use(ContractSettings.standard(TimeSource.system()));
        var first = waiting(OfferBuilder.worker("w-1").runs("system.echo.v1"));
        var second = waiting(OfferBuilder.worker("w-2"));
        submit(job("1000"));
        assertThat(claimed(second)).isEqualTo("job-1000");
        assertThat(first).isNotDone();
    }

    @Test
    void aDelayThatBeginsWhileAClaimWaitsIsKept() {
        use(ContractSettings.standard(TimeSource.system()));
        submit(job("1000").maxAttempts(2));
        Claim claim = startOne("w-1");
        var waits = waiting(OfferBuilder.worker("w-2"));
        finish(claim, again(ErrorCode.EXECUTION_ERROR, Duration.ofMillis(50)));
        assertThat(claimed(waits)).isEqualTo("job-1000");
    }

    @Test
    void aDelayIsKeptWhenTheWorkerThatMindedItIsBusyElsewhere() {
        use(ContractSettings.standard(TimeSource.system()));
        submit(job("1000").maxAttempts(2));
        Claim claim = startOne("w-1");
        var one = waiting(OfferBuilder.worker("w-2"));
        var other = waiting(OfferBuilder.worker("w-3"));
        finish(claim, again(ErrorCode.EXECUTION_ERROR, Duration.ofMillis(300)));
        submit(job("1001"));
        assertThat(CompletableFuture.allOf(one, other)).succeedsWithin(SOON);
        assertThat(List.of(claimed(one), claimed(other))).containsExactlyInAnyOrder("job-1000", "job-1001");
    }

    @Test
    void manyReadyJobsWakeManyWorkers() {
        use(ContractSettings.standard(TimeSource.system()));
        submit(job("1000"));
        Claim last = startOne("w-1");
        for (int i = 1001; i < 1004; i++) {
            submit(job(Integer.toString(i)).notBeside("job-1000"));
        }
        List<CompletableFuture<List<Claim>>> waits = List.of(
                waiting(OfferBuilder.worker("w-2")),
                waiting(OfferBuilder.worker("w-3")),
                waiting(OfferBuilder.worker("w-4")));
        finish(last, done(last));
        assertThat(waits.stream().map(WakeContract::claimed))
                .containsExactlyInAnyOrder("job-1001", "job-1002", "job-1003");
    }
}
