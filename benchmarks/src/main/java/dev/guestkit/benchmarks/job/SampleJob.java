package dev.guestkit.benchmarks.job;

import dev.guestkit.job.JobBuilder;
import dev.guestkit.job.JobDocument;
import java.time.Duration;

/** The document that is read and judged: an inspection as an application submits it, about a kilobyte. */
final class SampleJob {
    private SampleJob() {}

    static JobDocument document() {
        return JobBuilder.inspect(
                        "/var/lib/images/web-1.qcow2",
                        p -> p.deepScan(true)
                                .includeDatabases(false)
                                .checksum("sha256:" + "0123456789abcdef".repeat(4)))
                .name("nightly inspection of web-1")
                .namespace("production")
                .label("team", "platform")
                .label("ticket", "OPS-4711")
                .idempotencyKey("web-1/2026-11-21")
                .maxAttempts(3)
                .timeout(Duration.ofMinutes(10))
                .priority(7)
                .requiredFeatures("lvm", "xfs")
                .minimumWorkerVersion("1.0.0")
                .traceId("4bf92f3577b34da6a3ce929d0e0e4736")
                .spanId("00f067aa0ba902b7")
                .build();
    }
}
