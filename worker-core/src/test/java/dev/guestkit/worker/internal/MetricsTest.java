package dev.guestkit.worker.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestkit.job.ErrorCode;
import dev.guestkit.job.Json;
import dev.guestkit.job.Metrics;
import dev.guestkit.worker.MicrometerMetrics;
import dev.guestkit.worker.Worker;
import dev.guestkit.worker.spi.HandlerException;
import dev.guestkit.worker.spi.HandlerResult;
import dev.guestkit.worker.spi.Outcome;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The thirteen metrics of the protocol, section 8. */
class MetricsTest {
    private final WorkerFixture fixture = new WorkerFixture();
    private final CountDownLatch go = new CountDownLatch(1);
    private final CountDownLatch waiting = new CountDownLatch(1);
    private final MeterRegistry registry = new SimpleMeterRegistry();

    @AfterEach
    void close() {
        go.countDown();
        fixture.close();
    }

    private Worker afterSomeJobs() {
        MicrometerMetrics micrometer = new MicrometerMetrics(registry);
        Worker worker = fixture.start(
                b -> b.concurrency(1).listener(micrometer),
                ScriptedHandler.of("acme.good", context -> {
                    fixture.time.advance(Duration.ofMillis(1500));
                    context.checksumVerified(true, Duration.ofSeconds(2));
                    context.checksumVerified(false, Duration.ofSeconds(1));
                    Metrics measured = new Metrics(
                            Optional.of(4096L), Optional.of(512L), Optional.empty(), Optional.empty(), Map.of());
                    return Outcome.done(new HandlerResult(Json.NULL, Optional.empty(), Optional.of(measured)));
                }),
                ScriptedHandler.of("acme.bad", context -> {
                    throw new HandlerException(ErrorCode.IMAGE_CORRUPT, "planted");
                }),
                ScriptedHandler.of("acme.wait", context -> {
                    waiting.countDown();
                    go.await();
                    return context.done(Json.NULL);
                }));
        micrometer.bind(worker);
        fixture.submit("acme.good");
        fixture.submit("acme.bad");
        fixture.submit("acme.wait");
        fixture.submit("acme.good");
        fixture.submit("acme.good");
        WorkerFixture.await().until(() -> fixture.ends.size() == 2 && waiting.getCount() == 0);
        return worker;
    }

    @Test
    void allThirteenCarryRealValuesAsPrometheusText() {
        String text = afterSomeJobs().metrics().prometheusText();
        assertThat(text.lines())
                .contains(
                        "guestkit_worker_jobs_total{operation=\"acme.good\",status=\"completed\"} 1",
                        "guestkit_worker_jobs_total{operation=\"acme.bad\",status=\"failed\"} 1",
                        "guestkit_worker_jobs_duration_seconds_count{operation=\"acme.good\",status=\"completed\"} 1",
                        "guestkit_worker_jobs_duration_seconds_sum{operation=\"acme.good\",status=\"completed\"} 1.5",
                        "guestkit_worker_jobs_duration_seconds_bucket{operation=\"acme.good\",status=\"completed\",le=\"1\"} 0",
                        "guestkit_worker_jobs_duration_seconds_bucket{operation=\"acme.good\",status=\"completed\",le=\"+Inf\"} 1",
                        "guestkit_worker_active_jobs 1",
                        "guestkit_worker_queue_depth 2",
                        "guestkit_handler_executions_total{handler=\"acme.good.v1\",status=\"success\"} 1",
                        "guestkit_handler_duration_seconds_count{handler=\"acme.bad.v1\",status=\"error\"} 1",
                        "guestkit_handler_errors_total{handler=\"acme.bad.v1\",code=\"IMAGE_CORRUPT\"} 1",
                        "guestkit_checksum_verifications_total{status=\"matched\"} 1",
                        "guestkit_checksum_verifications_total{status=\"mismatched\"} 1",
                        "guestkit_checksum_verification_duration_seconds_sum 3",
                        "guestkit_worker_disk_read_bytes_total 4096",
                        "guestkit_worker_disk_write_bytes_total 512",
                        "guestkit_worker_start_time_seconds 1795262400",
                        "guestkit_worker_uptime_seconds 1.5");
        assertThat(text.lines().filter(line -> line.startsWith("# TYPE"))).hasSize(13);
    }

    @Test
    @DisplayName("Invariant 11: a measurement not taken is absent, not zero")
    void aQueueThatDoesNotAnswerIsLeftOutNotZero() {
        Worker worker = afterSomeJobs();
        fixture.faults.fail("stats");
        assertThat(worker.metrics().prometheusText()).doesNotContain("queue_depth");
        assertThat(worker.metrics().queueDepth()).isEmpty();
        fixture.faults.heal();
    }

    @Test
    void micrometerCountsTheSame() {
        afterSomeJobs();
        assertThat(registry.get("guestkit.worker.jobs")
                        .tags("operation", "acme.good", "status", "completed")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("guestkit.handler.errors")
                        .tags("handler", "acme.bad.v1", "code", "IMAGE_CORRUPT")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("guestkit.worker.jobs.duration")
                        .tag("operation", "acme.good")
                        .timer()
                        .totalTime(java.util.concurrent.TimeUnit.MILLISECONDS))
                .isEqualTo(1500);
        assertThat(registry.get("guestkit.worker.queue.depth").gauge().value()).isEqualTo(2);
        assertThat(registry.get("guestkit.worker.active.jobs").gauge().value()).isEqualTo(1);
        assertThat(registry.get("guestkit.worker.disk.read.bytes")
                        .functionCounter()
                        .count())
                .isEqualTo(4096);
        assertThat(registry.getMeters().stream().map(MetricsTest::protocolName).distinct())
                .containsExactlyInAnyOrder(
                        "guestkit_worker_jobs_total",
                        "guestkit_worker_jobs_duration_seconds",
                        "guestkit_worker_active_jobs",
                        "guestkit_worker_queue_depth",
                        "guestkit_handler_executions_total",
                        "guestkit_handler_duration_seconds",
                        "guestkit_handler_errors_total",
                        "guestkit_checksum_verifications_total",
                        "guestkit_checksum_verification_duration_seconds",
                        "guestkit_worker_disk_read_bytes_total",
                        "guestkit_worker_disk_write_bytes_total",
                        "guestkit_worker_start_time_seconds",
                        "guestkit_worker_uptime_seconds");
        assertThat(registry.get("guestkit.worker.uptime.seconds").gauge().value())
                .isEqualTo(1.5);
        assertThat(registry.get("guestkit.checksum.verifications")
                        .tag("status", "mismatched")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    /** As a registry for Prometheus names a meter: counters are totals, timers are in seconds. */
    private static String protocolName(Meter meter) {
        String name = meter.getId().getName().replace('.', '_');
        return switch (meter.getId().getType()) {
            case COUNTER -> name + "_total";
            case TIMER -> name + "_seconds";
            default -> name;
        };
    }
}
