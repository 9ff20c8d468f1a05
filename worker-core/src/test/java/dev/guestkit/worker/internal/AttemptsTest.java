package dev.guestkit.worker.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestkit.job.ErrorCode;
import dev.guestkit.job.JobResult;
import dev.guestkit.job.JobStatus;
import dev.guestkit.job.Json;
import dev.guestkit.worker.AttemptEnd;
import dev.guestkit.worker.spi.HandlerException;
import dev.guestkit.worker.spi.JobState;
import dev.guestkit.worker.spi.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Protocol, section 5: attempts. */
class AttemptsTest {
    private final WorkerFixture fixture = new WorkerFixture();
    private final List<Integer> attempts = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        fixture.close();
    }

    private JobResult run(ScriptedHandler handler, int maxAttempts) {
        fixture.start(handler);
        String job = fixture.submit(
                handler.spec().operation(), b -> b.maxAttempts(maxAttempts).timeout(Duration.ofSeconds(20)));
        fixture.turnUntil(Duration.ofSeconds(1), () -> fixture.state(job).isTerminal());
        return fixture.result(job);
    }

    private ScriptedHandler failing(ErrorCode code) {
        return ScriptedHandler.of("acme.fails", context -> {
            attempts.add(context.attempt());
            throw new HandlerException(code, "planted " + code);
        });
    }

    @Test
    void anErrorThatMayPassIsTriedAgainUntilTheAttemptsAreSpent() {
        JobResult result = run(failing(ErrorCode.APPLIANCE_FAILED), 3);
        assertThat(attempts).containsExactly(1, 2, 3);
        assertThat(result.executionSummary().attempt()).isEqualTo(3);
        assertThat(result.error().orElseThrow().code()).isEqualTo("APPLIANCE_FAILED");
        assertThat(result.error().orElseThrow().retryRecommended()).isTrue();
    }

    @Test
    void anErrorThatStaysEndsTheJobAtOnce() {
        JobResult result = run(failing(ErrorCode.IMAGE_CORRUPT), 3);
        assertThat(attempts).containsExactly(1);
        assertThat(result.error().orElseThrow().recoverable()).isFalse();
    }

    @Test
    void aCodeOfAnotherNamespaceIsKeptAndNotTriedAgain() {
        JobResult result = run(
                ScriptedHandler.of("acme.fails", context -> {
                    attempts.add(context.attempt());
                    throw new HandlerException(
                            "ACME_ODD", "odd", Optional.of(Json.ofValue(java.util.Map.of("why", 1))));
                }),
                3);
        assertThat(attempts).containsExactly(1);
        assertThat(result.error().orElseThrow().code()).isEqualTo("ACME_ODD");
        assertThat(result.error().orElseThrow().details().orElseThrow().toString())
                .isEqualTo("{\"why\":1}");
    }

    @Test
    void anyOtherExceptionIsAnExecutionErrorThatNamesItsClass() {
        JobResult result = run(
                ScriptedHandler.of("acme.fails", context -> {
                    context.progress("disk_attach", 10, "attaching");
                    throw new java.io.IOException("planted");
                }),
                1);
        assertThat(result.error().orElseThrow().code()).isEqualTo("EXECUTION_ERROR");
        assertThat(result.error().orElseThrow().message()).isEqualTo("planted");
        assertThat(result.error().orElseThrow().phase()).contains("disk_attach");
        assertThat(result.error().orElseThrow().details().orElseThrow().toString())
                .contains("java.io.IOException");
    }

    @Test
    void aTimeoutWithAttemptsLeftIsTriedAgain() {
        JobResult result = run(
                ScriptedHandler.of("acme.once", context -> {
                    attempts.add(context.attempt());
                    if (context.attempt() == 1) {
                        Thread.currentThread().join(); // until it is interrupted
                    }
                    return context.done(Json.NULL);
                }),
                2);
        assertThat(attempts).containsExactly(1, 2);
        assertThat(result.status()).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    void theFirstAttemptOfTheDocumentCounts() {
        fixture.start(failing(ErrorCode.EXECUTION_ERROR));
        String job = fixture.submit("acme.fails", b -> b.attempt(2).maxAttempts(3));
        fixture.turnUntil(Duration.ofSeconds(1), () -> fixture.state(job).isTerminal());
        assertThat(attempts).containsExactly(2, 3);
        assertThat(fixture.result(job).executionSummary().attempt()).isEqualTo(3);
    }

    @Test
    void aParkCostsNoAttempt() {
        fixture.start(ScriptedHandler.of("acme.park", context -> {
            attempts.add(context.attempt());
            return attempts.size() < 3
                    ? Outcome.parkUntil(fixture.time.instant().plusSeconds(60))
                    : context.done(Json.NULL);
        }));
        String job = fixture.submit("acme.park");
        fixture.turnUntil(Duration.ofSeconds(5), () -> fixture.state(job).isTerminal());
        assertThat(attempts).containsExactly(1, 1, 1);
        assertThat(fixture.result(job).executionSummary().attempt()).isEqualTo(1);
        assertThat(fixture.ends)
                .extracting(AttemptEnd::kind)
                .containsExactly(AttemptEnd.Kind.PARKED, AttemptEnd.Kind.PARKED, AttemptEnd.Kind.COMPLETED);
    }

    @Test
    void aParkedJobHoldsNoPermitAndWakesWhenTheOthersHaveEnded() {
        String other = fixture.submit("acme.other");
        fixture.start(b -> b.concurrency(1), ScriptedHandler.of("acme.waits", context -> {
            attempts.add(context.attempt());
            return attempts.size() == 1 ? Outcome.parkUntilEnded(List.of(other)) : context.done(Json.NULL);
        }));
        String job = fixture.submit("acme.waits");
        fixture.awaitState(job, JobState.QUEUED);
        WorkerFixture.await().until(() -> attempts.size() == 1);
        fixture.start(ScriptedHandler.of("acme.other", context -> context.done(Json.NULL)));
        assertThat(fixture.result(job).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(fixture.record(other).state()).isEqualTo(JobState.COMPLETED);
    }

    @Test
    void aParkForNothingIsAnError() {
        JobResult result = run(ScriptedHandler.of("acme.park", context -> Outcome.parkUntilEnded(List.of())), 1);
        assertThat(result.error().orElseThrow().code()).isEqualTo("EXECUTION_ERROR");
        assertThat(result.error().orElseThrow().message()).contains("neither");
    }

    @Test
    void aHandlerThatAlwaysParksForWhatIsOverRunsTenTimesASecond() {
        String ended = fixture.submit("acme.other");
        fixture.start(ScriptedHandler.of("acme.other", context -> context.done(Json.NULL)));
        fixture.result(ended);
        fixture.start(ScriptedHandler.of("acme.park", context -> {
            attempts.add(context.attempt());
            return attempts.size() % 2 == 0
                    ? Outcome.parkUntil(fixture.time.instant())
                    : Outcome.parkUntilEnded(List.of(ended));
        }));
        String job = fixture.submit("acme.park");
        WorkerFixture.await().until(() -> attempts.size() == 1);
        fixture.turn(Duration.ofSeconds(2), Duration.ofMillis(20));
        assertThat(attempts).hasSizeBetween(2, 21);
        fixture.store.client().cancel(job, "enough");
        fixture.turnUntil(Duration.ofMillis(100), () -> fixture.state(job).isTerminal());
    }

    @Test
    void aHandlerThatMustNotRunTwiceIsNotTriedAgain() {
        JobResult result = run(
                ScriptedHandler.of("acme.once", b -> b.notRepeatable(), context -> {
                    attempts.add(context.attempt());
                    throw new HandlerException(ErrorCode.EXECUTION_ERROR, "planted");
                }),
                5);
        assertThat(attempts).containsExactly(1);
        assertThat(result.status()).isEqualTo(JobStatus.FAILED);
    }

    @Test
    void aQueuedJobPastItsDeadlineNeverStarts() {
        String job = fixture.submit(
                "acme.fails", b -> b.deadline(fixture.time.instant().plusSeconds(1)));
        fixture.time.advance(Duration.ofSeconds(2));
        fixture.start(failing(ErrorCode.EXECUTION_ERROR));
        fixture.turnUntil(Duration.ofSeconds(1), () -> fixture.state(job).isTerminal());
        assertThat(attempts).isEmpty();
        assertThat(fixture.result(job).status()).isEqualTo(JobStatus.FAILED);
        assertThat(fixture.result(job).error().orElseThrow().code()).isEqualTo("DEADLINE_EXCEEDED");
    }
}
