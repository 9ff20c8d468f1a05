package dev.guestkit.worker.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestkit.job.JobBuilder;
import dev.guestkit.job.JobResult;
import dev.guestkit.job.JobStatus;
import dev.guestkit.job.Json;
import dev.guestkit.job.WorkflowPayload;
import dev.guestkit.worker.JobTree;
import dev.guestkit.worker.internal.system.MemberJobs;
import dev.guestkit.worker.internal.system.Workflow;
import dev.guestkit.worker.spi.CancelOutcome;
import dev.guestkit.worker.spi.JobContext;
import dev.guestkit.worker.spi.JobQuery;
import dev.guestkit.worker.spi.JobRecord;
import dev.guestkit.worker.spi.JobState;
import dev.guestkit.worker.spi.Outcome;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A workflow is a job whose members are jobs; the store is all that it remembers. */
class WorkflowTest {
    private static final String WORK = "test.work";

    private final WorkerFixture fixture = new WorkerFixture();
    private final List<String> ran = new CopyOnWriteArrayList<>();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();

    @AfterEach
    void close() {
        fixture.close();
    }

    private void startWorker(ScriptedHandler.Body body) {
        fixture.start(b -> b.handler(new Workflow()), ScriptedHandler.of(WORK, context -> {
            ran.add(name(context));
            mostAtOnce.accumulateAndGet(running.incrementAndGet(), Math::max);
            try {
                return body.run(context);
            } finally {
                running.decrementAndGet();
            }
        }));
    }

    private static Outcome succeed(JobContext context) {
        return context.done(Json.NULL);
    }

    private static String name(JobContext context) {
        return context.payload().data().text().orElseThrow();
    }

    private static JobBuilder work(String name) {
        return JobBuilder.operation(WORK, Json.ofValue(name));
    }

    private String submit(Consumer<WorkflowPayload.Builder> details) {
        return fixture.submit(JobBuilder.workflow(details)
                .jobId("workflow-1")
                .createdAt(fixture.time.instant())
                .build());
    }

    /** A park lasts a tenth of a second at least, by a clock that only we turn. */
    private JobResult ended(String jobId) {
        fixture.turnUntil(
                Duration.ofMillis(50),
                () -> fixture.store.client().result(jobId).isPresent());
        return fixture.result(jobId);
    }

    private static Map<String, String> statuses(Json report) {
        Map<String, String> statuses = new HashMap<>();
        for (int i = 0; report.at("/jobs/" + i).isPresent(); i++) {
            statuses.put(
                    report.at("/jobs/" + i + "/id").flatMap(Json::text).orElseThrow(),
                    report.at("/jobs/" + i + "/status").flatMap(Json::text).orElseThrow());
        }
        return statuses;
    }

    @Test
    void membersRunOnceEachAfterWhatTheyDependOn() {
        startWorker(WorkflowTest::succeed);
        String id = submit(w -> w.job("last", work("last"), "left", "right")
                .job("left", work("left"), "first")
                .job("right", work("right"), "first")
                .job("first", work("first")));

        JobResult result = ended(id);

        assertThat(result.status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(ran).hasSize(4).startsWith("first").endsWith("last").contains("left", "right");
        assertThat(statuses(result.data().orElseThrow()).values()).containsOnly("completed");
        assertThat(fixture.record(id).failedStarts()).isZero();
        assertThat(JobTree.of(fixture.store.client()).members(id))
                .extracting(JobRecord::jobId)
                .containsExactly("workflow-1.0.first", "workflow-1.0.left", "workflow-1.0.right", "workflow-1.0.last");
    }

    @Test
    void aFailedMemberSkipsWhatDependsOnItAndNothingElse() {
        startWorker(context -> {
            if (name(context).equals("bad")) {
                throw new IllegalStateException("planted");
            }
            return succeed(context);
        });
        String id = submit(w -> w.job("bad", work("bad"))
                .job("child", work("child"), "bad")
                .job("grandchild", work("grandchild"), "child")
                .job("other", work("other")));

        JobResult result = ended(id);

        assertThat(result.status()).isEqualTo(JobStatus.FAILED);
        assertThat(ran).containsExactlyInAnyOrder("bad", "other");
        assertThat(result.error().orElseThrow().message())
                .contains("3 of 4 members did not complete", "bad failed (EXECUTION_ERROR", "grandchild skipped");
        assertThat(statuses(result.error().orElseThrow().details().orElseThrow()))
                .isEqualTo(Map.of("bad", "failed", "child", "skipped", "grandchild", "skipped", "other", "completed"));
    }

    @Test
    void noMoreMembersRunAtOnceThanAsked() {
        CountDownLatch two = new CountDownLatch(2);
        startWorker(context -> {
            two.countDown();
            two.await();
            return succeed(context);
        });
        String id = submit(w -> w.parallelism(2)
                .job("a", work("a"))
                .job("b", work("b"))
                .job("c", work("c"))
                .job("d", work("d")));

        assertThat(ended(id).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(ran).hasSize(4);
        assertThat(mostAtOnce).hasValue(2);
    }

    @Test
    void anotherAttemptRunsAgainOnlyWhatDidNotComplete() {
        AtomicBoolean failed = new AtomicBoolean();
        startWorker(context -> {
            if (name(context).equals("flaky") && !failed.getAndSet(true)) {
                throw new IllegalStateException("planted");
            }
            return succeed(context);
        });
        String id = fixture.submit(JobBuilder.workflow(w ->
                        w.job("fine", work("fine")).job("flaky", work("flaky")).job("after", work("after"), "flaky"))
                .jobId("workflow-1")
                .maxAttempts(2)
                .createdAt(fixture.time.instant())
                .build());

        assertThat(ended(id).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(ran).containsExactlyInAnyOrder("fine", "flaky", "flaky", "after");
        assertThat(fixture.state("workflow-1.0.flaky")).isEqualTo(JobState.FAILED);
        assertThat(fixture.state("workflow-1.1.flaky")).isEqualTo(JobState.COMPLETED);
    }

    @Test
    void aLostCoordinatorChangesNothing() {
        fixture.faults.fail("finish", "renew", "release");
        fixture.start(b -> b.handler(new Workflow()));
        String id = submit(w -> w.job("a", work("a")).job("b", work("b"), "a"));
        WorkerFixture.await()
                .until(() -> fixture.store.client().find("workflow-1.0.a").isPresent());

        fixture.startHealthy(ScriptedHandler.of(WORK, context -> {
            ran.add(name(context));
            return succeed(context);
        }));
        fixture.turnUntil(Duration.ofSeconds(1), () -> {
            fixture.store.control().expire();
            return fixture.record(id).lostLeases() == 1;
        });
        fixture.faults.heal();

        assertThat(ended(id).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(ran).containsExactly("a", "b");
    }

    @Test
    void cancellingAWorkflowEndsItsMembers() {
        startWorker(context -> {
            new CountDownLatch(1).await();
            return succeed(context);
        });
        String id = submit(w -> w.job("a", work("a")).job("b", work("b"), "a").job("c", work("c")));
        WorkerFixture.await().until(() -> running.get() == 2);

        CancelOutcome outcome = JobTree.of(fixture.store.client()).cancel(id, "enough");

        assertThat(outcome).isIn(CancelOutcome.CANCELLED, CancelOutcome.REQUESTED);
        assertThat(ended(id).status()).isEqualTo(JobStatus.CANCELLED);
        assertThat(ended("workflow-1.0.a").status()).isEqualTo(JobStatus.CANCELLED);
        assertThat(ended("workflow-1.0.c").status()).isEqualTo(JobStatus.CANCELLED);
        assertThat(ran).containsExactlyInAnyOrder("a", "c");
        assertThat(JobTree.of(fixture.store.client()).cancel("job-unknown", "x"))
                .isEqualTo(CancelOutcome.UNKNOWN);
    }

    @Test
    void whatIsNoGraphIsRefusedBeforeAnythingRuns() {
        startWorker(WorkflowTest::succeed);

        assertThat(refusal(w -> w.job("a", work("a")).job("b", work("b")).job("b", work("b"), "nobody")))
                .contains("jobs/2/id: a second job has the id b", "no job of this workflow has the id nobody");
        assertThat(refusal(w -> w.job("free", work("free"))
                        .job("a", work("a"), "b", "free")
                        .job("b", work("b"), "a")
                        .job("self", work("self"), "self")))
                .contains("in a circle, or for one that does: a, b, self");
        assertThat(refusal(w -> {})).contains("at least one job");
        assertThat(ran).isEmpty();
        assertThat(fixture.store
                        .client()
                        .list(JobQuery.builder().limit(10).build())
                        .jobs())
                .hasSize(3);
    }

    private String refusal(Consumer<WorkflowPayload.Builder> details) {
        String id = fixture.submit(
                JobBuilder.workflow(details).createdAt(fixture.time.instant()).build());
        JobResult result = ended(id);
        assertThat(result.error().orElseThrow().code()).isEqualTo("VALIDATION_ERROR");
        return result.error().orElseThrow().message();
    }

    @Test
    void aThousandMembersInChainsAllRun() {
        startWorker(WorkflowTest::succeed);
        String id = submit(w -> {
            for (int i = 0; i < 1000; i++) {
                w.job("m" + i, work("m" + i), i < 10 ? new String[0] : new String[] {"m" + (i - 10)});
            }
        });

        assertThat(ended(id).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(ran).hasSize(1000).doesNotHaveDuplicates();
    }

    @Test
    void membersInheritAndLeadBack() {
        startWorker(WorkflowTest::succeed);
        String id = fixture.submit(JobBuilder.workflow(w -> w.job("odd name/with ü", work("x")))
                .jobId("workflow-1")
                .namespace("team")
                .priority(9)
                .traceId("4bf92f3577b34da6a3ce929d0e0e4736")
                .createdAt(fixture.time.instant())
                .build());

        assertThat(ended(id).status()).isEqualTo(JobStatus.COMPLETED);
        JobRecord member = fixture.record(MemberJobs.id(id, "odd name/with ü", 0));
        assertThat(member.jobId()).startsWith("member-");
        assertThat(member.document().metadata().orElseThrow().labels())
                .contains(Map.of("guestkit.workflow", id, "guestkit.member", "odd name/with ü"));
        assertThat(member.document().metadata().orElseThrow().namespace()).contains("team");
        assertThat(member.document().execution().orElseThrow().priority()).contains(9);
        assertThat(member.document().observability().orElseThrow().traceId())
                .isEqualTo(Optional.of("4bf92f3577b34da6a3ce929d0e0e4736"));
    }
}
