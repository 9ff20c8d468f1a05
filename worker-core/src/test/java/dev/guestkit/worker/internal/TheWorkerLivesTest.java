package dev.guestkit.worker.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestkit.job.JobStatus;
import dev.guestkit.job.Json;
import dev.guestkit.worker.AttemptEnd;
import dev.guestkit.worker.Worker;
import dev.guestkit.worker.WorkerListener;
import dev.guestkit.worker.spi.JobContext;
import dev.guestkit.worker.spi.JobState;
import dev.guestkit.worker.spi.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Invariant 6: permits are returned exactly once on every path, whatever a handler does. */
@DisplayName("Invariant 6: permits are returned exactly once, and the worker lives")
class TheWorkerLivesTest {
    private final WorkerFixture fixture = new WorkerFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    private static int endless(int depth) {
        return endless(depth + 1) + 1;
    }

    static Stream<Map.Entry<String, ScriptedHandler.Body>> hostile() {
        Map<String, ScriptedHandler.Body> bodies = Map.of(
                "throws",
                        context -> {
                            throw new IllegalStateException("planted");
                        },
                "recurses", context -> Outcome.parkUntil(java.time.Instant.ofEpochSecond(endless(0))),
                "claims to be out of memory",
                        context -> {
                            throw new OutOfMemoryError("planted");
                        },
                "breaks linkage",
                        context -> {
                            throw new NoClassDefFoundError("planted");
                        },
                "throws without a message",
                        context -> {
                            throw new RuntimeException();
                        },
                "throws an exception whose message throws",
                        context -> {
                            throw new RuntimeException() {
                                private static final long serialVersionUID = 1L;

                                @Override
                                public String getMessage() {
                                    throw new IllegalStateException("planted");
                                }
                            };
                        },
                "returns nothing", context -> null,
                "interrupts itself",
                        context -> {
                            Thread.currentThread().interrupt();
                            throw new InterruptedException();
                        },
                "leaves an action that throws",
                        context -> {
                            context.cancellation().onCancel(() -> {
                                throw new StackOverflowError("planted");
                            });
                            throw new AssertionError("planted");
                        });
        return bodies.entrySet().stream();
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void whateverAHandlerDoes(Map.Entry<String, ScriptedHandler.Body> hostile) {
        Worker worker = fixture.start(
                b -> b.concurrency(1),
                ScriptedHandler.of("acme.hostile", hostile.getValue()),
                ScriptedHandler.of("acme.good", context -> context.done(Json.NULL)));
        List<String> bad = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            bad.add(fixture.submit("acme.hostile"));
        }
        String good = fixture.submit("acme.good");
        assertThat(fixture.result(good).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(bad)
                .allSatisfy(job -> assertThat(fixture.result(job).status())
                        .as(hostile.getKey())
                        .isEqualTo(JobStatus.FAILED));
        WorkerFixture.await().until(() -> worker.activeJobs() == 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"renew", "heartbeat", "expire", "claim"})
    void anErrorOnAThreadOfTheEngineDoesNotEndIt(String call) {
        CountDownLatch go = new CountDownLatch(1);
        fixture.faults.breakNext(call, 2);
        Worker worker = fixture.start(ScriptedHandler.of("acme.slow", context -> {
            go.await();
            return context.done(Json.NULL);
        }));
        String job = fixture.submit("acme.slow");
        fixture.turnUntil(Duration.ofSeconds(1), () -> fixture.state(job) == JobState.RUNNING);
        fixture.turn(Duration.ofSeconds(70), Duration.ofMillis(500));
        int before = fixture.faults.calls().size();
        fixture.turn(Duration.ofSeconds(60), Duration.ofSeconds(1));
        assertThat(fixture.record(job).lostLeases()).isZero();
        assertThat(List.copyOf(fixture.faults.calls()).stream().skip(before)).contains("renew", "heartbeat", "expire");
        assertThat(worker.isReady()).isTrue();
        go.countDown();
        assertThat(fixture.result(job).executionSummary().attempt()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"expire", "claim"})
    void aWorkerWhoseOwnThreadCannotWorkIsNotReadyUntilItCan(String call) {
        fixture.faults.breakNext(call, Integer.MAX_VALUE);
        Worker worker = fixture.start(ScriptedHandler.of("acme.good", context -> context.done(Json.NULL)));
        fixture.turnUntil(Duration.ofMillis(100), () -> !worker.isReady());
        fixture.faults.heal();
        fixture.turnUntil(Duration.ofMillis(100), worker::isReady);
        assertThat(fixture.result(fixture.submit("acme.good")).status()).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    void aListenerThatThrowsChangesNothing() {
        Worker worker = fixture.start(
                b -> b.concurrency(1).listener(new WorkerListener() {
                    @Override
                    public void started(dev.guestkit.job.JobDocument document, String handler, int attempt) {
                        throw new IllegalStateException("planted");
                    }

                    @Override
                    public void ended(AttemptEnd end) {
                        throw new StackOverflowError("planted");
                    }
                }),
                ScriptedHandler.of("acme.good", context -> context.done(Json.NULL)));
        for (int i = 0; i < 5; i++) {
            assertThat(fixture.result(fixture.submit("acme.good")).status()).isEqualTo(JobStatus.COMPLETED);
        }
        WorkerFixture.await().until(() -> worker.activeJobs() == 0);
    }

    @Test
    void aContextIsDeadOnceTheHandlerHasReturned() {
        List<JobContext> kept = new ArrayList<>();
        fixture.start(ScriptedHandler.of("acme.keeps", context -> {
            kept.add(context);
            context.scratch();
            return context.done(Json.NULL);
        }));
        String job = fixture.submit("acme.keeps");
        fixture.result(job);
        long before = fixture.store.client().events(job, -1, 100).events().size();
        WorkerFixture.await().until(() -> !fixture.ends.isEmpty());
        kept.get(0).progress("late", 50, "too late");
        kept.get(0).log(JobContext.LogLevel.INFO, "too late");
        assertThat(fixture.store.client().events(job, -1, 100).events()).hasSize((int) before);
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> kept.get(0).scratch())
                .hasMessageContaining("over");
    }
}
