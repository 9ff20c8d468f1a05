package dev.guestkit.worker.internal;

import dev.guestkit.job.Observability;
import dev.guestkit.job.ProgressEvent;
import dev.guestkit.worker.spi.JobEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Decides which progress events go out: at most four a second unless the phase changes. The newest one that was held back goes
 * out with the next one, so that the last word of a phase is not lost. Thread-safe.
 */
final class Progress {
    private static final long INTERVAL_NANOS = 250_000_000L;
    private static final int LONGEST_MESSAGE = 4096;
    private static final int LONGEST_PHASE = 128;

    private final String jobId;
    private final int attempt;
    private final Optional<Observability> span;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable ProgressEvent held;
    private String phase = "";
    private double percent;
    private long nextAt;

    Progress(String jobId, int attempt, Optional<Observability> span) {
        this.jobId = jobId;
        this.attempt = attempt;
        this.span = span;
    }

    /** What is to be sent now, in order; empty when this one is held back. */
    List<JobEvent> report(String newPhase, double newPercent, String message, Instant at, long tick) {
        lock.lock();
        try {
            percent = Math.max(percent, clamped(newPercent));
            String cut = cut(newPhase, LONGEST_PHASE);
            ProgressEvent event = event(cut, cut(message, LONGEST_MESSAGE), at);
            if (cut.equals(phase) && tick < nextAt) {
                held = event;
                return List.of();
            }
            List<JobEvent> out = cut.equals(phase) ? new ArrayList<>() : takeHeld();
            held = null;
            phase = cut;
            nextAt = tick + INTERVAL_NANOS;
            out.add(new JobEvent.Progress(event));
            return out;
        } finally {
            lock.unlock();
        }
    }

    /** The last one that was held back, if any. */
    List<JobEvent> rest() {
        lock.lock();
        try {
            return takeHeld();
        } finally {
            lock.unlock();
        }
    }

    private List<JobEvent> takeHeld() {
        List<JobEvent> out = new ArrayList<>(2);
        if (held != null) {
            out.add(new JobEvent.Progress(held));
            held = null;
        }
        return out;
    }

    private ProgressEvent event(String inPhase, String message, Instant at) {
        return new ProgressEvent(
                jobId,
                at,
                0, // the store counts
                inPhase,
                Optional.of(attempt),
                Optional.of(percent),
                message,
                Optional.empty(),
                span,
                Map.of());
    }

    private static double clamped(double value) {
        return Double.isNaN(value) ? 0 : Math.min(100, Math.max(0, value));
    }

    static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest);
    }
}
