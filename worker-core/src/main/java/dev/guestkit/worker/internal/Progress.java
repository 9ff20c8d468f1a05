package dev.guestkit.worker.internal;

import dev.guestkit.job.Observability;
import dev.guestkit.job.ProgressEvent;
import dev.guestkit.worker.spi.JobEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Decides which progress events go out, see {@link Rate}; one that brings a new phase always does. The newest one that was held
 * back goes out at the end, and before a new phase if it may. Percent never falls within an attempt, also over a park or a
 * release, which do not count as an attempt. Thread-safe.
 */
final class Progress {
    /** Evenly, not in bursts. */
    private static final long SPACING_NANOS = 250_000_000L;

    private static final int LONGEST_MESSAGE = 4096;
    private static final int LONGEST_PHASE = 128;

    private final String jobId;
    private final int attempt;
    private final Optional<Observability> span;
    private final ReentrantLock lock = new ReentrantLock();
    private final Rate rate = new Rate();
    private @Nullable ProgressEvent held;
    private long heldAt;
    private String phase = "";
    private double percent;
    private long nextAt;

    Progress(String jobId, int attempt, Optional<Observability> span) {
        this.jobId = jobId;
        this.attempt = attempt;
        this.span = span;
    }

    /** Goes on after the newest event of an earlier start of the job. */
    void after(ProgressEvent last, Instant now, long tick) {
        phase = last.phase();
        percent = last.attempt().equals(Optional.of(attempt))
                ? clamped(last.progressPercent().orElse(0.0))
                : 0;
        long age = Math.max(0, Ticks.nanos(Duration.between(last.timestamp(), now)));
        rate.full(tick - Math.min(age, TimeUnit.MINUTES.toNanos(1)));
    }

    /** What is to be sent now, in order; empty when this one is held back. */
    List<JobEvent> report(String newPhase, double newPercent, String message, Instant at, long tick) {
        lock.lock();
        try {
            percent = Math.max(percent, clamped(newPercent));
            String cut = Text.fit(newPhase, LONGEST_PHASE);
            ProgressEvent event = event(cut, Text.fit(message, LONGEST_MESSAGE), at);
            boolean sameAsBefore = cut.equals(phase);
            if (sameAsBefore && (tick < nextAt || !rate.mayGo(tick))) {
                held = event;
                heldAt = tick;
                return List.of();
            }
            List<JobEvent> out = sameAsBefore ? new ArrayList<>(1) : takeHeld(rate.mayGo(heldAt));
            if (sameAsBefore) {
                rate.went(tick);
            }
            held = null;
            phase = cut;
            nextAt = tick + SPACING_NANOS;
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
            return takeHeld(rate.mayEnd(heldAt));
        } finally {
            lock.unlock();
        }
    }

    private List<JobEvent> takeHeld(boolean send) {
        List<JobEvent> out = new ArrayList<>(2);
        if (held != null && send) {
            out.add(new JobEvent.Progress(held));
            rate.went(heldAt);
        }
        held = null;
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
}
