package dev.guestkit.worker.spi;

import dev.guestkit.job.WorkerCapabilities;
import java.time.Duration;

/** A worker seen from inside. Thread-safe. */
public interface WorkerView {
    /** Who it is and what it can do, as it is now. */
    WorkerCapabilities capabilities();

    /** How long it has been up, by the monotonic clock. */
    Duration uptime();

    /** The queue's counts. */
    QueueStats queue();
}
