package dev.guestkit.worker.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestkit.job.JobBuilder;
import dev.guestkit.job.Json;
import dev.guestkit.job.WorkerCapabilities;
import dev.guestkit.worker.spi.WaitReason;
import dev.guestkit.worker.spi.WaitReason.Kind;
import dev.guestkit.worker.spi.WorkerOffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** For every kind of constraint: a job that it keeps waiting, and what is said of it. */
class WaitReasonsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final String RUNNING = "job-running";

    /** The one worker there is: echo, lvm, qcow2, pool "slow", rack 2, disks to 100 GB, version 1.0.0, not privileged, one place. */
    private static WorkerCapabilities worker(String state, int jobs) {
        return new WorkerCapabilities(
                "w-1",
                "1.0.0",
                "here",
                NOW,
                new WorkerCapabilities.Abilities(List.of("test.echo"), List.of("lvm"), List.of("qcow2")),
                new WorkerCapabilities.Resources(1, Optional.of(100L), Optional.empty(), 1, 1),
                new WorkerCapabilities.Configuration(false, Optional.of("slow"), Map.of("rack", "2")),
                new WorkerCapabilities.Status(state, jobs, NOW),
                Map.of());
    }

    record Row(String what, UnaryOperator<JobBuilder> job, Kind kind, String said) {
        @Override
        public String toString() {
            return what;
        }
    }

    private static Row lacking(String what, UnaryOperator<JobBuilder> job, String said) {
        return new Row(what, job, Kind.NO_CAPABLE_WORKER, said);
    }

    static Stream<Row> constraints() {
        return Stream.of(
                lacking("capability", b -> b.requiredCapabilities("fs.zfs"), "fs.zfs"),
                lacking("disk format", b -> b.requiredCapabilities("disk.vhdx"), "disk.vhdx"),
                lacking("feature", b -> b.requiredFeatures("kvm"), "kvm"),
                lacking("version", b -> b.minimumWorkerVersion("2.0.0"), "2.0.0"),
                lacking("disk size", b -> b.maximumDiskSizeGb(500), "500"),
                lacking("privileges", b -> b.requirePrivileged(true), "privileged"),
                lacking("allowed pools", b -> b.allowedWorkerPools("fast", "gpu"), "fast"),
                lacking("named worker", b -> b.workerId("w-9"), "w-9"),
                lacking("named pool", b -> b.workerPool("fast"), "fast"),
                new Row("affinity", b -> b.affinity("rack", "1"), Kind.AFFINITY, "rack"),
                new Row("anti-affinity", b -> b.notBeside(RUNNING), Kind.ANTI_AFFINITY, RUNNING));
    }

    private static ClaimQueue queue() {
        return new ClaimQueue(new OpenJobs() {
            @Override
            public boolean isOpen(String jobId) {
                return true;
            }

            @Override
            public boolean isClaimed(String jobId) {
                return jobId.equals(RUNNING);
            }
        });
    }

    private static JobStanding queued(JobTerms terms) {
        return new JobTransitions("test").admitted(terms, NOW).standing();
    }

    private static JobTerms terms(String operation, UnaryOperator<JobBuilder> more) {
        return JobTerms.of(more.apply(JobBuilder.operation(operation, Json.ofValue(1)))
                .createdAt(NOW)
                .build());
    }

    private static List<WaitReason> reasons(JobTerms terms, JobStanding standing, WorkerCapabilities... workers) {
        ClaimQueue queue = queue();
        queue.put(terms, standing, NOW);
        return queue.reasons(terms.jobId(), List.of(workers), Optional.empty(), NOW);
    }

    private static void assertOnly(List<WaitReason> reasons, Kind kind, String said) {
        assertThat(reasons).singleElement().satisfies(reason -> {
            assertThat(reason.kind()).isEqualTo(kind);
            assertThat(reason.message()).contains(said);
        });
    }

    @ParameterizedTest
    @MethodSource("constraints")
    void aConstraintIsTheReasonAndTheOnlyOne(Row row) {
        JobTerms terms = terms("test.echo", row.job());
        assertOnly(reasons(terms, queued(terms), worker("ready", 0)), row.kind(), row.said());
    }

    static Stream<Row> circumstances() {
        return Stream.of(
                lacking("offline", b -> b, "offline"),
                lacking("draining", b -> b, "draining"),
                new Row("busy", b -> b, Kind.WORKERS_BUSY, "w-1"));
    }

    @ParameterizedTest
    @MethodSource("circumstances")
    void aWorkerThatCannotTakeMoreIsTheReason(Row row) {
        JobTerms terms = terms("test.echo", row.job());
        assertOnly(reasons(terms, queued(terms), worker(row.what(), 1)), row.kind(), row.said());
    }

    @ParameterizedTest
    @MethodSource("places")
    void whatKeepsAJobOutOfTheLineIsTheReason(Row row) {
        JobTerms terms = terms("test.echo", row.job());
        JobStanding.Draft draft = queued(terms).edit();
        if (row.kind() == Kind.NOT_BEFORE) {
            draft.notBefore = Optional.of(NOW.plus(Duration.ofHours(1)));
        } else {
            draft.waitsFor = List.of("job-other");
        }
        assertOnly(reasons(terms, draft.done(), worker("ready", 0)), row.kind(), row.said());
    }

    static Stream<Row> places() {
        return Stream.of(
                new Row("a delay", b -> b, Kind.NOT_BEFORE, "2026-01-01T01:00:00Z"),
                new Row("other jobs", b -> b, Kind.WAITS_FOR_JOBS, "job-other"));
    }

    @ParameterizedTest
    @MethodSource("nobody")
    void nobodyForTheOperationIsTheReason(Row row) {
        JobTerms terms = terms(row.what(), row.job());
        WorkerCapabilities[] workers = row.said().contains("registered")
                ? new WorkerCapabilities[0]
                : new WorkerCapabilities[] {worker("ready", 0)};
        assertOnly(reasons(terms, queued(terms), workers), row.kind(), row.said());
    }

    static Stream<Row> nobody() {
        return Stream.of(
                lacking("acme.unknown", b -> b, "acme.unknown"),
                lacking("test.echo", b -> b, "no worker is registered"));
    }

    @ParameterizedTest
    @MethodSource("constraints")
    void aPausedQueueIsSaidBesidesEverythingElse(Row row) {
        JobTerms terms = terms("test.echo", row.job());
        ClaimQueue queue = queue();
        queue.put(terms, queued(terms), NOW);
        assertThat(queue.reasons(terms.jobId(), List.of(worker("ready", 0)), Optional.of("repair"), NOW))
                .extracting(WaitReason::kind)
                .containsExactly(Kind.PAUSED, row.kind());
    }

    static Stream<Row> permits() {
        return Stream.of(
                new Row("limit reached", b -> b, Kind.PERMITS, "w-1"),
                new Row("taken by itself", b -> b, Kind.PERMITS, "w-1"));
    }

    @ParameterizedTest
    @MethodSource("permits")
    void anOperationForWhichAWorkerHasNoRoomIsTheReason(Row row) {
        JobTerms terms = terms("test.echo", row.job());
        ClaimQueue queue = queue();
        int room = row.what().equals("taken by itself") ? 1 : 0;
        if (room == 1) {
            JobTerms before = terms("test.echo", row.job());
            queue.put(before, queued(before), NOW);
        }
        queue.put(terms, queued(terms), NOW);
        WorkerOffer offer = new WorkerOffer(worker("ready", 0), Set.of("test.echo.v1"), 4, Map.of("test.echo", room));
        assertThat(queue.take(offer, 4, NOW, job -> true)).isEqualTo(room);
        assertOnly(
                queue.reasons(terms.jobId(), List.of(worker("ready", 0)), Optional.empty(), NOW),
                row.kind(),
                row.said());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void everyKindOfReasonIsInOneOfTheTables(Kind kind) {
        Set<Kind> shown = Stream.of(constraints(), circumstances(), places(), permits())
                .flatMap(rows -> rows.map(Row::kind))
                .collect(java.util.stream.Collectors.toSet());
        assertThat(kind == Kind.PAUSED || shown.contains(kind))
                .as("%s is tried", kind)
                .isTrue();
    }

    static Stream<Kind> kinds() {
        return Stream.of(Kind.values());
    }
}
