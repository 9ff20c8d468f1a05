package dev.guestkit.worker.memory;

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
        int scale = Boolean.getBoolean("guestkit.test.full") ? 10 : 1;
        new StressOptions()
                .iterations(20 * scale)
                .invocationsPerIteration(300)
                .threads(3)
                .actorsPerThread(3)
                .check(ClaimRaceTest.class);
    }
}
