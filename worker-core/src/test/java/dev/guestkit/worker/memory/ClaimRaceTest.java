package dev.guestkit.worker.memory;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestkit.job.ExecutionSummary;
import dev.guestkit.job.JobBuilder;
import dev.guestkit.job.JobDocument;
import dev.guestkit.job.JobResult;
import dev.guestkit.job.JobStatus;
import dev.guestkit.worker.MemoryTransport;
import dev.guestkit.worker.spi.Claim;
import dev.guestkit.worker.spi.ClaimToken;
import dev.guestkit.worker.spi.Finish;
import dev.guestkit.worker.spi.JobRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;

/** Every outcome of concurrent claims, starts, cancels, releases and ends is one that some order of them one by one has. */
@Param(name = "job", gen = IntGen.class, conf = "0:1")
@Param(name = "epoch", gen = IntGen.class, conf = "1:2")
public class ClaimRaceTest {
    private static final List<JobDocument> JOBS = List.of(job(0), job(1));

    /** Nonces are all alike, so that a token is known from its job and its epoch. */
    private final MemoryTransport transport =
            MemoryTransport.builder().random((RandomGenerator) () -> 7L).build();

    private static JobDocument job(int number) {
        return JobBuilder.echo("x").jobId("job-100" + number).build();
    }

    private static String id(int job) {
        return JOBS.get(job).jobId();
    }

    private static ClaimToken token(int job, int epoch) {
        return new ClaimToken(id(job), epoch, "7");
    }

    @Operation
    public String submit(@Param(name = "job") int job) {
        return transport.client().submit(JOBS.get(job)).kind().name();
    }

    @Operation
    public String claim() {
        List<Claim> claims = transport.source().claim(MemoryTransportTest.offer(), 1, Duration.ZERO);
        return claims.isEmpty() ? "none" : claims.get(0).token().toString();
    }

    @Operation
    public String start(@Param(name = "job") int job, @Param(name = "epoch") int epoch) {
        return transport.source().start(token(job, epoch), true).name();
    }

    @Operation
    public String release(@Param(name = "job") int job, @Param(name = "epoch") int epoch) {
        return transport.source().release(token(job, epoch), "race").name();
    }

    @Operation
    public String finish(@Param(name = "job") int job, @Param(name = "epoch") int epoch) {
        JobResult result = new JobResult(
                id(job),
                "w-1",
                JobStatus.FAILED,
                Optional.empty(),
                Optional.empty(),
                Optional.of(Instant.EPOCH),
                new ExecutionSummary(Instant.EPOCH, 0, epoch, Optional.empty(), Optional.empty(), Map.of()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of());
        return transport
                .source()
                .finish(token(job, epoch), new Finish.Done(result))
                .name();
    }

    @Operation
    public String cancel(@Param(name = "job") int job) {
        return transport.client().cancel(id(job), "race").name();
    }

    @Operation
    public String look(@Param(name = "job") int job) {
        return transport
                .client()
                .find(id(job))
                .map(JobRecord::state)
                .map(Enum::name)
                .orElse("none");
    }

    @Operation
    public String result(@Param(name = "job") int job) {
        return transport
                .client()
                .result(id(job))
                .map(result -> result.status() + " of attempt "
                        + result.executionSummary().attempt())
                .orElse("none");
    }

    @Test
    void everyRaceIsAsIfOneWentAfterTheOther() {
        options(Boolean.getBoolean("guestkit.test.full") ? 200 : 20).check(ClaimRaceTest.class);
    }

    /** The control run: a store that looks first and then acts does two steps, and a race between them shows. */
    @Test
    void aStoreThatLooksBeforeItActsIsCaught() {
        assertThatThrownBy(() -> options(200).minimizeFailedScenario(false).check(LooksFirst.class))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Invalid execution results");
    }

    private static StressOptions options(int iterations) {
        return new StressOptions()
                .iterations(iterations)
                .invocationsPerIteration(300)
                .threads(3)
                .actorsPerThread(3);
    }

    /** A store whose submissions and cancels are not one atomic step each. */
    public static class LooksFirst extends ClaimRaceTest {
        @Override
        @Operation
        public String submit(@Param(name = "job") int job) {
            String seen = look(job);
            Thread.yield();
            super.submit(job);
            return seen.equals("none") ? "CREATED" : "UNCHANGED";
        }

        @Override
        @Operation
        public String cancel(@Param(name = "job") int job) {
            String seen = look(job);
            Thread.yield();
            super.cancel(job);
            return seen.equals("QUEUED") ? "CANCELLED" : seen;
        }
    }
}
