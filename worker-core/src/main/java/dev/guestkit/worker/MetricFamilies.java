package dev.guestkit.worker;

import java.util.concurrent.atomic.LongAdder;

/** The counted and measured families, with their names and help. */
final class MetricFamilies {
    final Counters jobs = new Counters("guestkit_worker_jobs_total", "Jobs that ended here.", "operation", "status");
    final Histograms jobSeconds = new Histograms(
            "guestkit_worker_jobs_duration_seconds", "How long the last attempt of a job took.", "operation", "status");
    final Counters executions =
            new Counters("guestkit_handler_executions_total", "Attempts that ended here.", "handler", "status");
    final Histograms handlerSeconds =
            new Histograms("guestkit_handler_duration_seconds", "How long an attempt took.", "handler", "status");
    final Counters errors = new Counters(
            "guestkit_handler_errors_total", "Attempts that did not complete, by error code.", "handler", "code");
    final Counters checksums =
            new Counters("guestkit_checksum_verifications_total", "Image checksums verified.", "status");
    final Histograms checksumSeconds =
            new Histograms("guestkit_checksum_verification_duration_seconds", "How long verifying an image took.");
    final LongAdder readBytes = new LongAdder();
    final LongAdder writeBytes = new LongAdder();

    void counted(StringBuilder text) {
        jobs.write(text);
        jobSeconds.write(text);
        executions.write(text);
        handlerSeconds.write(text);
        errors.write(text);
        checksums.write(text);
        checksumSeconds.write(text);
        PrometheusText.counter(
                text, "guestkit_worker_disk_read_bytes_total", "Bytes read from disks, as measured.", (double)
                        readBytes.sum());
        PrometheusText.counter(
                text, "guestkit_worker_disk_write_bytes_total", "Bytes written to disks, as measured.", (double)
                        writeBytes.sum());
    }
}
