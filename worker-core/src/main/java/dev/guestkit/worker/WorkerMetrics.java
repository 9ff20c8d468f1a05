package dev.guestkit.worker;

import dev.guestkit.job.Metrics;
import dev.guestkit.worker.internal.Engine;
import dev.guestkit.worker.spi.TimeSource;
import dev.guestkit.worker.spi.WorkerView;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The thirteen metrics of the protocol (section 8) of one worker, also as Prometheus text (exposition format 0.0.4).
 * Labels are operations, handlers and error codes, a bounded number of each. Thread-safe.
 */
public final class WorkerMetrics implements WorkerListener {
    private final MetricFamilies families = new MetricFamilies();
    private final Instant startTime;
    private volatile @Nullable WorkerView view;
    private volatile java.util.function.@Nullable IntSupplier active;

    WorkerMetrics(TimeSource time) {
        this.startTime = time.instant();
    }

    void bind(Engine engine) {
        view = engine;
        active = engine::activeJobs;
    }

    @Override
    public void ended(AttemptEnd end) {
        String status = end.kind().name().toLowerCase(Locale.ROOT);
        double seconds = seconds(end.took());
        if (end.kind().isTerminal()) {
            String operation = end.document().operation();
            families.jobs.add(operation, status);
            families.jobSeconds.record(seconds, operation, status);
        }
        String success = end.kind().isError() ? "error" : "success";
        families.executions.add(end.handler(), success);
        families.handlerSeconds.record(seconds, end.handler(), success);
        end.errorCode().ifPresent(code -> families.errors.add(end.handler(), code));
        end.result().flatMap(r -> r.metrics()).ifPresent(this::disk);
    }

    /** Counts a job that ended at its submission with the result of another one: a job, and no execution. */
    public void replayed(String operation) {
        families.jobs.add(operation, "completed");
    }

    private void disk(Metrics measured) {
        measured.diskReadBytes().ifPresent(families.readBytes::add);
        measured.diskWriteBytes().ifPresent(families.writeBytes::add);
    }

    @Override
    public void checksumVerified(boolean matched, Duration took) {
        families.checksums.add(matched ? "matched" : "mismatched");
        families.checksumSeconds.record(seconds(took));
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    /** How many jobs the worker holds. */
    public int activeJobs() {
        var supplier = active;
        return supplier == null ? 0 : supplier.getAsInt();
    }

    /** How many jobs wait in the queue, empty when the store does not answer. */
    public OptionalLong queueDepth() {
        WorkerView now = view;
        try {
            return now == null
                    ? OptionalLong.empty()
                    : OptionalLong.of(now.queue().depth());
        } catch (RuntimeException e) { // unknown is left out, never zero
            return OptionalLong.empty();
        }
    }

    /** When the worker started, by the wall clock. */
    public Instant startTime() {
        return startTime;
    }

    /** How long it has been up, by the monotonic clock. */
    public Duration uptime() {
        return Optional.ofNullable(view).map(WorkerView::uptime).orElse(Duration.ZERO);
    }

    /** Every metric as Prometheus text; one whose value is unknown just now is left out. */
    public String prometheusText() {
        StringBuilder text = new StringBuilder(4096);
        families.counted(text);
        PrometheusText.gauge(text, "guestkit_worker_active_jobs", "Jobs this worker holds.", activeJobs());
        queueDepth()
                .ifPresent(depth -> PrometheusText.gauge(
                        text, "guestkit_worker_queue_depth", "Jobs that wait in the queue.", (double) depth));
        PrometheusText.gauge(
                text,
                "guestkit_worker_start_time_seconds",
                "When the worker started, in seconds since 1970.",
                startTime.toEpochMilli() / 1e3);
        PrometheusText.gauge(
                text, "guestkit_worker_uptime_seconds", "How long the worker has been up.", seconds(uptime()));
        return text.toString();
    }
}
