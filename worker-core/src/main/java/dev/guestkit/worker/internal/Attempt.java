package dev.guestkit.worker.internal;

import dev.guestkit.job.JobDocument;
import dev.guestkit.job.Observability;
import dev.guestkit.worker.spi.Claim;
import dev.guestkit.worker.spi.ClaimToken;
import dev.guestkit.worker.spi.StopReason;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One claimed job on this worker: its permit, its lease, its limits, and how far its end has got. Thread-safe.
 *
 * <p>Stopping goes in steps: the token gets a reason and its actions run, then the thread is interrupted, then the processes are
 * killed. {@link #due} says which step is next.
 */
final class Attempt {
    /** A process has its children soon or late: the first looks come quickly, each after twice the time. */
    private static final long FIRST_LOOK_NANOS = 50_000_000L;

    private static final long LAST_LOOK_NANOS = 1_000_000_000L;

    private final Claim claim;
    private final HandlerEntry handler;
    private final Permit permit;
    private final Optional<Observability> span;
    private final boolean late;
    private final StopToken token = new StopToken();
    private final ProcessTree processes = new ProcessTree();
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Thread runner;
    private boolean interruptDue;

    private volatile long leaseEnd;
    private volatile long renewAt;
    private volatile boolean settled;
    private volatile boolean fenced;
    private volatile boolean started;
    private volatile long timeoutAt = Ticks.NEVER;
    private volatile long deadlineAt = Ticks.NEVER;
    private volatile long interruptAt = Ticks.NEVER;
    private volatile long killAt = Ticks.NEVER;
    private volatile long lookAt = Ticks.NEVER;
    private volatile long lookDelay = FIRST_LOOK_NANOS;
    private volatile Instant startedAt = Instant.EPOCH;
    private volatile long startTick;
    private volatile String phase = "";

    /**
     * Makes one.
     *
     * @param late whether the claim may have lasted long when it arrived: then {@code leaseEnd} is no more than a guess
     */
    Attempt(
            Claim claim,
            HandlerEntry handler,
            Permit permit,
            Optional<Observability> span,
            boolean late,
            long leaseEnd,
            long renewAt) {
        this.claim = claim;
        this.handler = handler;
        this.permit = permit;
        this.span = span;
        this.late = late;
        this.leaseEnd = leaseEnd;
        this.renewAt = renewAt;
    }

    Claim claim() {
        return claim;
    }

    ClaimToken claimToken() {
        return claim.token();
    }

    JobDocument document() {
        return claim.record().document();
    }

    String jobId() {
        return claim.token().jobId();
    }

    HandlerEntry handler() {
        return handler;
    }

    Permit permit() {
        return permit;
    }

    /** Our span in the job's trace, when the job carries one. */
    Optional<Observability> span() {
        return span;
    }

    boolean isLate() {
        return late;
    }

    StopToken token() {
        return token;
    }

    ProcessTree processes() {
        return processes;
    }

    /** Which attempt the start of this claim is. */
    int number() {
        return claim.record().attempt() + 1;
    }

    /** Notes the start and the limits that count from it. */
    void begin(long tick, Instant now, long timeout, long deadline) {
        startTick = tick;
        startedAt = now;
        timeoutAt = timeout;
        deadlineAt = deadline;
        started = true;
    }

    boolean hasStarted() {
        return started;
    }

    Instant startedAt() {
        return startedAt;
    }

    long startTick() {
        return startTick;
    }

    long timeoutAt() {
        return timeoutAt;
    }

    long deadlineAt() {
        return deadlineAt;
    }

    void deadlineAt(long tick) {
        deadlineAt = tick;
    }

    String phase() {
        return phase;
    }

    void phase(String name) {
        phase = name;
    }

    long leaseEnd() {
        return leaseEnd;
    }

    long renewAt() {
        return renewAt;
    }

    void renewed(long end, long next) {
        leaseEnd = end;
        renewAt = next;
    }

    void renewAt(long tick) {
        renewAt = tick;
    }

    /** The store said that the claim is not ours any more. */
    void fenced() {
        fenced = true;
    }

    boolean isFenced() {
        return fenced;
    }

    /** The handler has ended: from now on nothing stops it any more, only its lease is kept. */
    void settle() {
        settled = true;
    }

    /** Puts this thread under the attempt's interrupts until {@link #leave()}. */
    void enter() {
        lock.lock();
        try {
            runner = Thread.currentThread();
            if (interruptDue) {
                runner.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Takes the thread out again and clears an interrupt that was meant for the handler. */
    void leave() {
        lock.lock();
        try {
            runner = null;
        } finally {
            lock.unlock();
        }
        Thread.interrupted();
    }

    void interrupt() {
        lock.lock();
        try {
            interruptDue = true;
            if (runner != null) {
                runner.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Sets when the next steps of a stop are due; an earlier time that is set already stays. */
    void escalate(long interrupt, long kill) {
        interruptAt = Math.min(interruptAt, interrupt);
        killAt = Math.min(killAt, kill);
    }

    /** Its processes have to be looked at from time to time, from now on. */
    void lookFrom(long tick) {
        lookDelay = FIRST_LOOK_NANOS;
        lookAt = Ticks.plus(tick, FIRST_LOOK_NANOS);
    }

    /** What is due now. */
    enum Step {
        NONE,
        LOOK,
        LEASE_LOST,
        TIMEOUT,
        DEADLINE,
        INTERRUPT,
        KILL
    }

    Step due(long now) {
        if (settled) {
            return Step.NONE;
        }
        if (now >= lookAt) {
            return Step.LOOK;
        }
        if (now >= leaseEnd && token.reasonOrNull() != StopReason.LEASE_LOST && !fenced) {
            return Step.LEASE_LOST;
        }
        if (token.reasonOrNull() != null) {
            return now >= interruptAt ? Step.INTERRUPT : now >= killAt ? Step.KILL : Step.NONE;
        }
        return now >= deadlineAt && deadlineAt <= timeoutAt
                ? Step.DEADLINE
                : now >= timeoutAt ? Step.TIMEOUT : Step.NONE;
    }

    /** Marks a step as done. */
    void done(Step step, long now, long killAgain) {
        if (step == Step.LOOK) {
            lookAt = Ticks.plus(now, lookDelay);
            lookDelay = Math.min(2 * lookDelay, LAST_LOOK_NANOS);
        } else if (step == Step.INTERRUPT) {
            interruptAt = Ticks.NEVER;
        } else if (step == Step.KILL) {
            killAt = Ticks.plus(now, killAgain);
        }
    }

    /** When something may be due next. */
    long nextTick() {
        if (settled) {
            return Ticks.NEVER;
        }
        if (token.reasonOrNull() == null) {
            return Math.min(Math.min(leaseEnd, lookAt), Math.min(timeoutAt, deadlineAt));
        }
        long step = Math.min(lookAt, Math.min(interruptAt, killAt));
        return fenced || token.reasonOrNull() == StopReason.LEASE_LOST ? step : Math.min(step, leaseEnd);
    }
}
