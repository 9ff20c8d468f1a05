package dev.guestkit.worker;

import dev.guestkit.job.Metrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Counts into a Micrometer registry under the protocol's thirteen names (section 8), as a Prometheus registry writes them. Give
 * it to {@link WorkerBuilder#listener} and then {@link #bind} it to the worker that was started. Micrometer is needed only by
 * those who use this class. Thread-safe.
 */
public final class MicrometerMetrics implements WorkerListener {
    private final MeterRegistry registry;
    private final LongAdder readBytes = new LongAdder();
    private final LongAdder writeBytes = new LongAdder();

    /** Makes one that counts into {@code registry}. */
    public MicrometerMetrics(MeterRegistry registry) {
        this.registry = registry;
        bytes("guestkit.worker.disk.read.bytes", "Bytes read from disks, as measured.", readBytes);
        bytes("guestkit.worker.disk.write.bytes", "Bytes written to disks, as measured.", writeBytes);
    }

    private void bytes(String name, String help, LongAdder sum) {
        FunctionCounter.builder(name, sum, LongAdder::doubleValue)
                .description(help)
                .register(registry);
    }

    /** Shows the worker's gauges: jobs held, queue depth, start time, uptime. */
    public void bind(Worker worker) {
        WorkerMetrics own = worker.metrics();
        gauge("guestkit.worker.active.jobs", "Jobs this worker holds.", own, WorkerMetrics::activeJobs);
        gauge(
                "guestkit.worker.queue.depth",
                "Jobs that wait in the queue.",
                own,
                m -> m.queueDepth().isPresent() ? (double) m.queueDepth().getAsLong() : Double.NaN);
        gauge(
                "guestkit.worker.start.time.seconds",
                "When the worker started, in seconds since 1970.",
                own,
                m -> m.startTime().toEpochMilli() / 1e3);
        gauge(
                "guestkit.worker.uptime.seconds",
                "How long the worker has been up.",
                own,
                m -> m.uptime().toMillis() / 1e3);
    }

    private void gauge(String name, String help, WorkerMetrics from, ToDoubleFunction<WorkerMetrics> value) {
        Gauge.builder(name, from, value).description(help).strongReference(true).register(registry);
    }

    @Override
    public void ended(AttemptEnd end) {
        String status = end.kind().name().toLowerCase(Locale.ROOT);
        if (end.kind().isTerminal()) {
            String operation = end.document().operation();
            count("guestkit.worker.jobs", "operation", operation, "status", status);
            time("guestkit.worker.jobs.duration", end.took(), "operation", operation, "status", status);
        }
        String success = end.kind().isError() ? "error" : "success";
        count("guestkit.handler.executions", "handler", end.handler(), "status", success);
        time("guestkit.handler.duration", end.took(), "handler", end.handler(), "status", success);
        end.errorCode().ifPresent(code -> count("guestkit.handler.errors", "handler", end.handler(), "code", code));
        Metrics measured = end.result().flatMap(r -> r.metrics()).orElse(null);
        addDisk(measured);
    }

    private void addDisk(@Nullable Metrics measured) {
        if (measured != null) {
            measured.diskReadBytes().ifPresent(readBytes::add);
            measured.diskWriteBytes().ifPresent(writeBytes::add);
        }
    }

    @Override
    public void checksumVerified(boolean matched, Duration took) {
        count("guestkit.checksum.verifications", "status", matched ? "matched" : "mismatched");
        time("guestkit.checksum.verification.duration", took);
    }

    private void count(String name, String... tags) {
        Counter.builder(name).tags(tags).register(registry).increment();
    }

    private void time(String name, Duration took, String... tags) {
        Timer.builder(name)
                .tags(tags)
                .publishPercentileHistogram()
                .register(registry)
                .record(took);
    }
}
