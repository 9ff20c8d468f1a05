package dev.guestkit.worker;

import dev.guestkit.job.JobDocument;
import dev.guestkit.worker.spi.ClaimToken;
import dev.guestkit.worker.spi.StopReason;
import java.time.Duration;

/**
 * Hears what a worker does. Called on the worker's threads, from many at once: implementations are thread-safe and quick. What
 * one throws is logged and changes nothing.
 */
public interface WorkerListener {
    /** A job was claimed. */
    default void claimed(JobDocument document, ClaimToken token) {}

    /** A handler is about to run; {@code handler} is the {@code payload.type} it runs. */
    default void started(JobDocument document, String handler, int attempt) {}

    /** An attempt is to stop; the first reason is told, once. */
    default void stopping(JobDocument document, StopReason reason) {}

    /** An attempt has ended and the store knows. */
    default void ended(AttemptEnd end) {}

    /** A handler verified the checksum of an image. */
    default void checksumVerified(boolean matched, Duration took) {}

    /** The worker is now in this state. */
    default void stateChanged(WorkerState state) {}

    /** The store stopped answering; claims pause until it is back, running jobs go on. */
    default void storeAway(RuntimeException reason) {}

    /** The store answers again after this long. */
    default void storeBack(Duration away) {}

    /** The wall clock moved by this much against the monotonic one; leases and durations are not affected. */
    default void clockLeapt(Duration by) {}
}
