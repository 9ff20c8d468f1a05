package dev.guestkit.worker.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestkit.job.ErrorCode;
import dev.guestkit.job.JobBuilder;
import dev.guestkit.job.JobResult;
import dev.guestkit.job.Json;
import dev.guestkit.job.Observability;
import dev.guestkit.worker.spi.HandlerException;
import dev.guestkit.worker.spi.JobEvent;
import dev.guestkit.worker.spi.JobState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** The trace of a job goes through: document, context, log lines, events, and the result however the job ends. */
class TraceContextTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00f067aa0ba902b7";

    private final WorkerFixture fixture = new WorkerFixture();
    private final List<Observability> seen = new CopyOnWriteArrayList<>();
    private final List<String> logged = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        fixture.close();
    }

    private static JobBuilder traced(JobBuilder job) {
        return job.traceId(TRACE).spanId(PARENT).correlationId("order-7");
    }

    private ScriptedHandler handler(ScriptedHandler.Body body) {
        return ScriptedHandler.of("acme.traced", context -> {
            seen.add(context.trace());
            logged.add(MDC.get("trace_id") + " " + MDC.get("span_id"));
            return body.run(context);
        });
    }

    private static void assertChild(Optional<Observability> span) {
        assertThat(span).hasValueSatisfying(s -> {
            assertThat(s.traceId()).contains(TRACE);
            assertThat(s.parentSpanId()).contains(PARENT);
            assertThat(s.correlationId()).contains("order-7");
            assertThat(s.spanId().orElseThrow()).matches("[0-9a-f]{16}").isNotEqualTo(PARENT);
        });
    }

    @Test
    void oneSpanIsInTheContextTheLogTheEventsAndTheResult() {
        fixture.start(b -> b.concurrency(1), handler(context -> {
            context.progress("os_detection", 10, "looking");
            return context.done(Json.NULL);
        }));
        JobResult result = fixture.result(fixture.submit("acme.traced", TraceContextTest::traced));
        Observability span = result.observability().orElseThrow();
        assertChild(result.observability());
        assertThat(seen).containsExactly(span);
        assertThat(logged).containsExactly(TRACE + " " + span.spanId().orElseThrow());
        List<Optional<Observability>> ofEvents = new ArrayList<>();
        fixture.store.client().events(result.jobId(), -1, 100).events().forEach(stored -> {
            if (stored.event() instanceof JobEvent.Progress progress) {
                ofEvents.add(progress.event().observability());
            }
        });
        assertThat(ofEvents).containsExactly(Optional.of(span));
    }

    @Test
    void everyAttemptIsASpanOfItsOwn() {
        fixture.start(handler(context -> {
            throw new HandlerException(ErrorCode.EXECUTION_ERROR, "planted");
        }));
        String job = fixture.submit("acme.traced", b -> traced(b).maxAttempts(2));
        fixture.turnUntil(Duration.ofSeconds(1), () -> fixture.state(job).isTerminal());
        assertThat(seen).hasSize(2).doesNotHaveDuplicates();
        assertThat(fixture.result(job).observability()).contains(seen.get(1));
        assertChild(fixture.result(job).observability());
    }

    @Test
    void aJobThatEndsBeforeItsHandlerRunsKeepsItsTrace() {
        String late = fixture.submit(
                "acme.traced", b -> traced(b).deadline(fixture.time.instant().plusSeconds(1)));
        String cancelled = fixture.submit("acme.traced", TraceContextTest::traced);
        fixture.store.client().cancel(cancelled, "not wanted");
        fixture.time.advance(Duration.ofSeconds(2));
        fixture.start(handler(context -> context.done(Json.NULL)));
        fixture.turnUntil(Duration.ofSeconds(1), () -> fixture.state(late).isTerminal());
        for (String job : List.of(late, cancelled)) {
            assertThat(fixture.result(job).observability().orElseThrow().traceId())
                    .contains(TRACE);
        }
        assertThat(seen).isEmpty();
    }

    @Test
    void aJobWithoutATraceGetsNoneOfTheJobBeforeIt() {
        fixture.start(b -> b.concurrency(1), handler(context -> context.done(Json.NULL)));
        fixture.result(fixture.submit("acme.traced", TraceContextTest::traced));
        String plain = fixture.submit("acme.traced");
        assertThat(fixture.result(plain).observability()).isEmpty();
        fixture.awaitState(plain, JobState.COMPLETED);
        assertThat(logged.get(1)).isEqualTo("null null");
        assertThat(seen.get(1)).isEqualTo(Trace.NONE);
    }
}
