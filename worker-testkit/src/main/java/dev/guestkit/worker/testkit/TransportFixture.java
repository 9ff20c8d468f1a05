package dev.guestkit.worker.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.guestkit.job.ErrorCode;
import dev.guestkit.job.JobBuilder;
import dev.guestkit.job.JobDocument;
import dev.guestkit.job.JobResult;
import dev.guestkit.job.Json;
import dev.guestkit.worker.spi.Claim;
import dev.guestkit.worker.spi.Finish;
import dev.guestkit.worker.spi.JobRecord;
import dev.guestkit.worker.spi.JobTransport;
import dev.guestkit.worker.spi.SubmitOutcome;
import dev.guestkit.worker.spi.WriteOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the tests of the contract stand on: an empty store, a clock turned by hand, and words for what workers do. */
abstract class TransportFixture {
    /** The clock of the transport under test. */
    protected final ManualClock clock = new ManualClock();

    private ContractSettings settings = ContractSettings.standard(clock);
    private Optional<JobTransport> open = Optional.empty();

    /**
     * Opens the store of this test: empty at the first call of a test; a durable store still holds what it held at every later
     * one, after the transport before was closed.
     */
    protected abstract JobTransport open(ContractSettings settings);

    /** Whether jobs survive the transport. */
    protected abstract boolean isDurable();

    /** Whether {@code JobSource.onCancel} is called when a stop is asked for; a store that cannot tell answers false. */
    protected boolean tellsOfCancels() {
        return true;
    }

    /** A stored document as it was submitted: without the {@code audit} that a front door before the store wrote into it. */
    protected JobDocument asSubmitted(JobDocument stored) {
        return stored;
    }

    @BeforeEach
    void openStore() {
        open = Optional.of(open(settings));
    }

    @AfterEach
    void closeStore() {
        open.ifPresent(JobTransport::close);
    }

    /** The transport under test. */
    protected final JobTransport transport() {
        return open.orElseThrow();
    }

    /** Sets the still empty store up otherwise. */
    final void use(ContractSettings others) {
        settings = others;
        restart();
    }

    final void restart() {
        closeStore();
        openStore();
    }

    final ContractSettings standard() {
        return ContractSettings.standard(clock);
    }

    static JobBuilder job(String id) {
        return JobBuilder.operation("test.echo", text("hello")).jobId("job-" + id);
    }

    static Json text(String text) {
        return Json.of(JsonNodeFactory.instance.textNode(text));
    }

    final JobDocument submit(JobBuilder job) {
        JobDocument document = job.build();
        assertThat(transport().client().submit(document).kind()).isEqualTo(SubmitOutcome.Kind.CREATED);
        return document;
    }

    final List<Claim> claim(OfferBuilder worker, int max) {
        return transport().source().claim(worker.build(), max, Duration.ZERO);
    }

    final List<String> claimIds(OfferBuilder worker, int max) {
        return claim(worker, max).stream().map(claim -> claim.token().jobId()).toList();
    }

    final Claim claimOne(String worker) {
        List<Claim> claims = claim(OfferBuilder.worker(worker), 1);
        assertThat(claims).as("a job for " + worker).hasSize(1);
        return claims.get(0);
    }

    final Claim startOne(String worker) {
        return started(claimOne(worker), true);
    }

    final Claim started(Claim claim, boolean repeatable) {
        assertThat(transport().source().start(claim.token(), repeatable)).isEqualTo(WriteOutcome.OK);
        return claim;
    }

    final WriteOutcome finish(Claim claim, Finish finish) {
        return transport().source().finish(claim.token(), finish);
    }

    static Finish done(Claim claim) {
        return new Finish.Done(TestResults.completed(claim, "w-1", text("done")));
    }

    static Finish again(ErrorCode code, Duration delay) {
        return new Finish.Again(TestResults.error(code), delay);
    }

    static Finish parkUntil(Instant time) {
        return new Finish.Park(Optional.of(time), List.of(), false);
    }

    static Finish parkFor(String... jobs) {
        return new Finish.Park(Optional.empty(), List.of(jobs), false);
    }

    final JobRecord record(String jobId) {
        return transport().client().find(jobId).orElseThrow();
    }

    final JobResult result(String jobId) {
        return transport().client().result(jobId).orElseThrow();
    }

    /** Lets every lease run out that is not renewed, as an observer sees it who looks from time to time. */
    final void letLeasesLapse() {
        transport().control().expire();
        clock.advance(settings.lease().plusSeconds(1));
        transport().control().expire();
    }
}
