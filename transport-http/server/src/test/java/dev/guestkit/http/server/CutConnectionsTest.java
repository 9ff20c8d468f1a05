package dev.guestkit.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestkit.job.JobBuilder;
import dev.guestkit.job.JobDocument;
import dev.guestkit.job.Json;
import dev.guestkit.transport.http.HttpTransport;
import dev.guestkit.worker.MemoryTransport;
import dev.guestkit.worker.spi.Claim;
import dev.guestkit.worker.spi.Finish;
import dev.guestkit.worker.spi.JobEvent;
import dev.guestkit.worker.spi.JobState;
import dev.guestkit.worker.spi.JobTransport;
import dev.guestkit.worker.spi.StoredArtifact;
import dev.guestkit.worker.spi.TimeSource;
import dev.guestkit.worker.spi.WriteOutcome;
import dev.guestkit.worker.testkit.OfferBuilder;
import dev.guestkit.worker.testkit.TestResults;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The answer to a request is lost after the server has done what was asked: the request is made again, and done once. */
class CutConnectionsTest {
    private final JobTransport store = MemoryTransport.builder().build();
    private final Fronted server = Fronted.of(store, TimeSource.system());
    private final CuttingProxy proxy = new CuttingProxy(server.uri());
    private final HttpTransport remote = HttpTransport.builder(proxy.uri()).build();

    @AfterEach
    void close() {
        remote.close();
        proxy.close();
        server.close();
    }

    private JobDocument job() {
        JobDocument job =
                JobBuilder.operation("test.echo", Json.ofValue("hello")).build();
        assertThat(store.client().submit(job).isAccepted()).isTrue();
        return job;
    }

    private Claim claimed() {
        job();
        return remote.source()
                .claim(OfferBuilder.worker("w-1").build(), 1, Duration.ZERO)
                .get(0);
    }

    private Claim started() {
        Claim claim = claimed();
        assertThat(remote.source().start(claim.token(), true)).isEqualTo(WriteOutcome.OK);
        return claim;
    }

    private JobState state(Claim claim) {
        return store.client().find(claim.token().jobId()).orElseThrow().state();
    }

    @Test
    void aClaimIsHandedOutAgain() {
        JobDocument job = job();
        proxy.cutNextAnswerOf("POST", "/claim");
        List<Claim> claims = remote.source().claim(OfferBuilder.worker("w-1").build(), 5, Duration.ofSeconds(5));
        assertThat(proxy.cuts()).isEqualTo(1);
        assertThat(claims).singleElement().satisfies(claim -> {
            assertThat(claim.token().jobId()).isEqualTo(job.jobId());
            assertThat(claim.token().epoch()).as("claimed once").isEqualTo(1);
            assertThat(claim.lease()).isPositive().isLessThanOrEqualTo(Duration.ofSeconds(30));
        });
    }

    @Test
    void aWaitGoesOnWhereItWasCut() {
        proxy.cutNextAnswerOf("POST", "/claim");
        // The first answer is cut when it begins, which is when the job is there.
        var later = new Thread(this::job);
        later.start();
        List<Claim> claims = remote.source().claim(OfferBuilder.worker("w-1").build(), 5, Duration.ofSeconds(10));
        assertThat(claims).hasSize(1);
        assertThat(claims.get(0).token().epoch()).isEqualTo(1);
    }

    @Test
    void aSubmissionIsOneJob() {
        JobDocument job = JobBuilder.echo("once").build();
        proxy.cutNextAnswerOf("POST", "/submit");
        assertThat(remote.client().submit(job).isAccepted()).isTrue();
        assertThat(proxy.cuts()).isEqualTo(1);
        assertThat(store.control().stats().depth()).isEqualTo(1);
    }

    @Test
    void aStartIsCountedOnce() {
        Claim claim = claimed();
        proxy.cutNextAnswerOf("POST", "/start");
        assertThat(remote.source().start(claim.token(), true)).isEqualTo(WriteOutcome.ALREADY);
        assertThat(store.client().find(claim.token().jobId()).orElseThrow().attempt())
                .isEqualTo(1);
    }

    @Test
    void eventsAreToldOnce() {
        Claim claim = started();
        proxy.cutNextAnswerOf("POST", "/progress");
        JobEvent line = new JobEvent.Log(Instant.EPOCH, "info", "once", Json.ofValue(Map.of()));
        assertThat(remote.source().report(claim.token(), List.of(line))).isEqualTo(WriteOutcome.OK);
        assertThat(proxy.cuts()).isEqualTo(1);
        assertThat(store.client().events(claim.token().jobId(), -1, 100).events())
                .filteredOn(stored -> stored.event() instanceof JobEvent.Log)
                .hasSize(1);
    }

    @Test
    void aRenewalIsMadeAgain() {
        Claim claim = started();
        proxy.cutNextAnswerOf("POST", "/renew");
        assertThat(remote.source().renew(List.of(claim.token())).get(claim.token()))
                .satisfies(renewal -> assertThat(renewal.outcome()).isEqualTo(WriteOutcome.OK));
        assertThat(proxy.cuts()).isEqualTo(1);
    }

    @Test
    void aResultIsTakenOnce() {
        Claim claim = started();
        proxy.cutNextAnswerOf("POST", "/finish");
        Finish done = new Finish.Done(TestResults.completed(claim, "w-1", Json.ofValue("mine")));
        assertThat(remote.source().finish(claim.token(), done)).isEqualTo(WriteOutcome.ALREADY);
        assertThat(state(claim)).isEqualTo(JobState.COMPLETED);
    }

    @Test
    void aReleaseIsTakenOnce() {
        Claim claim = started();
        proxy.cutNextAnswerOf("POST", "/release");
        assertThat(remote.source().release(claim.token(), "closing")).isEqualTo(WriteOutcome.ALREADY);
        assertThat(state(claim)).isEqualTo(JobState.QUEUED);
    }

    @Test
    void anUploadIsMadeAgainFromItsBeginning() throws IOException {
        Claim claim = started();
        byte[] content = "x".repeat(300_000).getBytes(StandardCharsets.US_ASCII);
        proxy.cutNextAnswerOf("PUT", "/artifacts/report.txt");
        StoredArtifact stored =
                remote.source().artifact(claim.token(), "report.txt", new ByteArrayInputStream(content));
        assertThat(proxy.cuts()).isEqualTo(1);
        assertThat(stored.sizeBytes()).isEqualTo(300_000);
        try (var download =
                remote.client().artifact(claim.token().jobId(), "report.txt").orElseThrow()) {
            assertThat(download).hasBinaryContent(content);
        }
    }

    @Test
    void aStreamOfCancelsIsConnectedAgain() throws InterruptedException {
        var heard = new java.util.concurrent.LinkedBlockingQueue<String>();
        try (var listening = remote.source().onCancel((token, reason) -> heard.add(token.jobId() + " " + reason))) {
            assertThat(listening).isNotNull();
            Claim claim = started();
            proxy.cutAll();
            store.client().cancel(claim.token().jobId(), "stop it");
            assertThat(heard.poll(20, java.util.concurrent.TimeUnit.SECONDS))
                    .isEqualTo(claim.token().jobId() + " stop it");
        }
    }
}
