package dev.guestkit.worker.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestkit.job.JobResult;
import dev.guestkit.job.ProgressEvent;
import dev.guestkit.worker.spi.Claim;
import dev.guestkit.worker.spi.EventPage;
import dev.guestkit.worker.spi.JobEvent;
import dev.guestkit.worker.spi.JobState;
import dev.guestkit.worker.spi.StoredArtifact;
import dev.guestkit.worker.spi.Subscription;
import dev.guestkit.worker.spi.WaitReason;
import dev.guestkit.worker.spi.WaitReason.Kind;
import dev.guestkit.worker.spi.WaitingJob;
import dev.guestkit.worker.spi.WriteOutcome;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What can be read: events, artifacts, counts, workers, reasons of waiting. */
abstract class ReadingContract extends CancelContract {
    private JobEvent progress(String jobId, String phase, double percent) {
        return new JobEvent.Progress(new ProgressEvent(
                jobId,
                clock.instant(),
                77,
                phase,
                Optional.of(1),
                Optional.of(percent),
                "going on",
                Optional.empty(),
                Optional.empty(),
                Map.of()));
    }

    private List<Long> sequences(EventPage page) {
        List<Long> sequences = new ArrayList<>();
        page.events().forEach(stored -> {
            if (stored.event() instanceof JobEvent.Progress progress) {
                sequences.add(progress.event().sequence());
            }
        });
        return sequences;
    }

    @Test
    void eventsAreOneStreamAndProgressHasItsOwnSequence() {
        submit(job("1000"));
        Claim claim = startOne("w-1");
        JobEvent log = new JobEvent.Log(clock.instant(), "info", "hello", text("fields"));
        List<JobEvent> events =
                List.of(progress("job-1000", "validation", 1), log, progress("job-1000", "cleanup", 99));
        assertThat(transport().source().report(claim.token(), events)).isEqualTo(WriteOutcome.OK);
        finish(claim, done(claim));
        EventPage page = transport().client().events("job-1000", -1, 100);
        assertThat(page.gap()).isFalse();
        assertThat(page.ended()).isTrue();
        assertThat(page.events()).extracting(event -> event.id()).startsWith(0L, 1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(sequences(page)).containsExactly(0L, 1L);
        assertThat(page.events()).extracting(stored -> stored.event()).contains(log);
        assertThat(record("job-1000").progress().orElseThrow().phase()).isEqualTo("cleanup");
        assertThat(record("job-1000").progress().orElseThrow().sequence()).isEqualTo(1);
    }

    @Test
    void eventsGoOnFromAnyPlace() {
        submit(job("1000"));
        Claim claim = startOne("w-1");
        transport().source().report(claim.token(), List.of(progress("job-1000", "a", 1), progress("job-1000", "b", 2)));
        EventPage all = transport().client().events("job-1000", -1, 100);
        EventPage first = transport().client().events("job-1000", -1, 2);
        assertThat(first.events()).hasSize(2);
        assertThat(first.ended()).isFalse();
        EventPage rest =
                transport().client().events("job-1000", first.events().get(1).id(), 100);
        List<Object> joined = new ArrayList<>(first.events());
        joined.addAll(rest.events());
        assertThat(joined).isEqualTo(new ArrayList<>(all.events()));
        assertThat(all.ended()).isFalse();
        assertThat(transport().client().events("job-1000", 1_000, 5).events()).isEmpty();
    }

    @Test
    void aGapInTheEventsIsSaid() {
        use(standard().withEventLimit(10));
        submit(job("1000"));
        Claim claim = startOne("w-1");
        for (int i = 0; i < 100; i++) {
            transport().source().report(claim.token(), List.of(progress("job-1000", "phase-" + i, i)));
        }
        EventPage page = transport().client().events("job-1000", 0, 1000);
        assertThat(page.gap()).isTrue();
        assertThat(page.events()).hasSizeGreaterThanOrEqualTo(10);
        assertThat(sequences(page)).endsWith(97L, 98L, 99L);
        long newest = page.events().get(page.events().size() - 1).id();
        assertThat(transport().client().events("job-1000", newest - 3, 1000).gap())
                .isFalse();
        assertThat(record("job-1000").history()).as("not cut with the events").hasSizeGreaterThanOrEqualTo(3);
    }

    private StoredArtifact artifact(Claim claim, String name, String content) {
        InputStream stream = new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
        return transport().source().artifact(claim.token(), name, stream);
    }

    private String download(String name) throws IOException {
        try (InputStream stream =
                transport().client().artifact("job-1000", name).orElseThrow()) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void anArtifactIsStoredBesideTheResult() throws IOException {
        submit(job("1000"));
        Claim claim = startOne("w-1");
        StoredArtifact stored = artifact(claim, "report.txt", "abc");
        assertThat(stored.outcome()).isEqualTo(WriteOutcome.OK);
        assertThat(stored.sizeBytes()).isEqualTo(3);
        assertThat(stored.sha256()).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        artifact(claim, "report.txt", "abcd");
        finish(claim, done(claim));
        restartWhenDurable();
        assertThat(download("report.txt")).isEqualTo("abcd");
        assertThat(transport().client().artifact("job-1000", "other")).isEmpty();
        assertThat(transport().client().artifact("job-unknown", "report.txt")).isEmpty();
        assertThat(artifact(claim, "late", "x").outcome()).isEqualTo(WriteOutcome.FENCED);
        assertThat(transport().client().artifact("job-1000", "late")).isEmpty();
    }

    @Test
    void anArtifactsNameIsNoPath() {
        submit(job("1000"));
        Claim claim = startOne("w-1");
        for (String name : List.of("", "../x", "a/b", ".hidden", "a\0b", "x".repeat(129))) {
            assertThatThrownBy(() -> artifact(claim, name, "x")).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void countsFollowTheJobs() {
        submit(job("1000"));
        submit(job("1001"));
        submit(job("1002"));
        transport().client().cancel("job-1002", "no");
        Claim claim = startOne("w-1");
        assertThat(transport().control().stats().count(JobState.QUEUED)).isEqualTo(1);
        assertThat(transport().control().stats().count(JobState.RUNNING)).isEqualTo(1);
        assertThat(transport().control().stats().count(JobState.CANCELLED)).isEqualTo(1);
        assertThat(transport().control().stats().depth()).isEqualTo(1);
        finish(claim, done(claim));
        restartWhenDurable();
        assertThat(transport().control().stats().count(JobState.RUNNING)).isZero();
        assertThat(transport().control().stats().count(JobState.COMPLETED)).isEqualTo(1);
    }

    @Test
    void workersComeAndGo() {
        OfferBuilder worker = OfferBuilder.worker("w-1").feature("lvm").pool("fast");
        transport().workers().register(worker.capabilities());
        transport().workers().register(OfferBuilder.worker("w-2").capabilities());
        assertThat(transport().workers().list()).contains(worker.capabilities()).hasSize(2);
        transport()
                .workers()
                .heartbeat("w-1", worker.status("busy", 3).capabilities().status());
        assertThat(transport().workers().list())
                .filteredOn(known -> known.workerId().equals("w-1"))
                .singleElement()
                .satisfies(known -> assertThat(known.status().currentJobs()).isEqualTo(3));
        transport().workers().deregister("w-1");
        assertThat(transport().workers().list()).hasSize(1);
    }

    @Test
    void aSilentWorkerIsOffline() {
        transport().workers().register(OfferBuilder.worker("w-1").capabilities());
        clock.advance(Duration.ofHours(1));
        assertThat(transport().workers().list())
                .allSatisfy(worker -> assertThat(worker.status().state()).isEqualTo("offline"));
    }

    private Map<String, List<Kind>> reasons() {
        return transport().client().waiting().stream()
                .collect(Collectors.toMap(
                        WaitingJob::jobId,
                        job -> job.reasons().stream().map(WaitReason::kind).toList()));
    }

    @Test
    void everyWaitingJobSaysWhy() {
        submit(job("1001"));
        Claim parent = startOne("w-1");
        submit(job("1002"));
        finish(claimRunning(), again(dev.guestkit.job.ErrorCode.IMAGE_LOCKED, Duration.ofHours(1)));
        submit(job("1003").requiredFeatures("kvm"));
        finish(parent, parkFor("job-1003"));
        submit(job("1004"));
        startOne("w-1");
        submit(job("1005").notBeside("job-1004"));
        submit(job("1006").affinity("disk_locality", "rack-1"));
        submit(job("1007"));
        OfferBuilder worker = OfferBuilder.worker("w-1");
        transport().workers().register(worker.capabilities());
        assertThat(reasons())
                .containsEntry("job-1001", List.of(Kind.WAITS_FOR_JOBS))
                .containsEntry("job-1002", List.of(Kind.NOT_BEFORE))
                .containsEntry("job-1003", List.of(Kind.NO_CAPABLE_WORKER))
                .containsEntry("job-1005", List.of(Kind.ANTI_AFFINITY))
                .containsEntry("job-1006", List.of(Kind.AFFINITY))
                .containsEntry("job-1007", List.of())
                .doesNotContainKey("job-1004");
        transport().workers().register(worker.status("busy", 100).capabilities());
        transport().control().pause("repair");
        assertThat(reasons().get("job-1007")).containsExactlyInAnyOrder(Kind.PAUSED, Kind.WORKERS_BUSY);
    }

    @Test
    void aReplayHasTheArtifactsThatItsResultLists() throws IOException {
        submit(job("1000").idempotencyKey("k"));
        Claim claim = startOne("w-1");
        artifact(claim, "report.txt", "abc");
        finish(claim, done(claim));
        transport().client().submit(job("1001").idempotencyKey("k").build());
        assertThat(result("job-1001").replayOf()).contains("job-1000");
        try (InputStream content =
                transport().client().artifact("job-1001", "report.txt").orElseThrow()) {
            assertThat(content).hasContent("abc");
        }
        assertThat(transport().client().artifact("job-1001", "other")).isEmpty();
    }

    @Test
    void aLimitOfAnOperationThatIsReachedIsAReason() {
        OfferBuilder worker = OfferBuilder.worker("w-1").permits("test.echo", 1);
        transport().workers().register(worker.capabilities());
        submit(job("1000"));
        submit(job("1001"));
        assertThat(claim(worker, 2)).hasSize(1);
        assertThat(reasons()).containsEntry("job-1001", List.of(Kind.PERMITS));
        claim(OfferBuilder.worker("w-1").permits("test.echo", 0), 1);
        assertThat(reasons()).containsEntry("job-1001", List.of(Kind.PERMITS));
        transport().workers().register(OfferBuilder.worker("w-2").capabilities());
        assertThat(reasons()).as("w-2 may come any moment").containsEntry("job-1001", List.of());
    }

    private Claim claimRunning() {
        return startOne("w-1");
    }

    @Test
    void whoeverListensHearsOfChanges() throws InterruptedException {
        CountDownLatch heard = new CountDownLatch(1);
        try (Subscription listening = transport().client().onChange(id -> {
            if (id.equals("job-1000")) {
                heard.countDown();
            }
        })) {
            submit(job("1000"));
            assertThat(heard.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(listening).isNotNull();
        }
    }

    @Test
    void aResultIsAwaited() throws Exception {
        assertThat(transport().client().await("job-0404", Duration.ZERO)).isEmpty();
        submit(job("1000"));
        Claim claim = claimRunning();
        assertThat(transport().client().await("job-1000", Duration.ofMillis(20)))
                .isEmpty();
        FutureTask<Optional<JobResult>> waiting =
                new FutureTask<>(() -> transport().client().await("job-1000", Duration.ofDays(1_000_000)));
        Thread waiter = new Thread(waiting, "contract-waiter");
        waiter.start();
        while (waiter.getState() != Thread.State.TIMED_WAITING && !waiting.isDone()) {
            Thread.onSpinWait();
        }
        assertThat(finish(claim, done(claim))).isEqualTo(WriteOutcome.OK);
        assertThat(waiting.get(20, TimeUnit.SECONDS)).contains(result("job-1000"));
        assertThat(transport().client().await("job-1000", Duration.ZERO)).contains(result("job-1000"));
    }

    @Test
    void anInterruptEndsTheWaitingAndStays() {
        submit(job("1000"));
        Thread.currentThread().interrupt();
        Optional<JobResult> result = transport().client().await("job-1000", Duration.ofMinutes(1));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(result).isEmpty();
    }
}
