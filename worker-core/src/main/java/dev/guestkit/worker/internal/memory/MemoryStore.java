package dev.guestkit.worker.internal.memory;

import dev.guestkit.worker.spi.CancelListener;
import dev.guestkit.worker.spi.ClaimToken;
import dev.guestkit.worker.spi.JobChangeListener;
import dev.guestkit.worker.spi.JobState;
import dev.guestkit.worker.spi.QueueStats;
import dev.guestkit.worker.spi.Subscription;
import dev.guestkit.worker.spi.TransportException;
import dev.guestkit.worker.store.ClaimQueue;
import dev.guestkit.worker.store.IdempotencyKey;
import dev.guestkit.worker.store.JobChange;
import dev.guestkit.worker.store.JobStanding;
import dev.guestkit.worker.store.JobTransitions;
import dev.guestkit.worker.store.OpenJobs;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Every job of one in-memory transport. One lock makes each step atomic; listeners are called after it was let go. All but
 * {@link #locked} and the subscriptions need the lock.
 */
final class MemoryStore implements OpenJobs {
    /** Beyond this many queued jobs their parsed documents are let go. */
    private static final int PARSED = 1000;

    final MemoryConfig config;
    final JobTransitions transitions;
    final ReentrantLock lock = new ReentrantLock();
    final Map<String, MemoryJob> jobs = new LinkedHashMap<>();
    final Map<String, MemoryJob> claimed = new LinkedHashMap<>();
    final Map<IdempotencyKey, MemoryJob> keys = new HashMap<>();
    final ClaimQueue queue;
    final Waiters waiters;
    final MemoryArtifacts artifacts;
    final MemoryWorkers workers;
    private final CopyOnWriteArrayList<JobChangeListener> changeListeners = new CopyOnWriteArrayList<>();
    private final CopyOnWriteArrayList<CancelListener> cancelListeners = new CopyOnWriteArrayList<>();
    private final Deque<MemoryJob> ended = new ArrayDeque<>();
    private final List<Runnable> afterwards = new ArrayList<>();
    private final StateCounts counts = new StateCounts();
    /** Ids of jobs that changed since the listing looked last; null until somebody lists. */
    @Nullable
    Set<String> changed;

    private @Nullable String paused;
    private boolean closed;

    MemoryStore(MemoryConfig config) {
        this.config = config;
        this.transitions = new JobTransitions(config.recordedBy());
        this.queue = new ClaimQueue(this, config.order(), config.affinityLasts());
        this.waiters = new Waiters(config.time(), lock);
        this.artifacts = new MemoryArtifacts(config.artifactBytes(), config.totalArtifactBytes());
        this.workers = new MemoryWorkers(config.time(), config.offlineAfter());
    }

    /** Runs one atomic step, then tells the listeners. */
    <T> T locked(Supplier<T> step) {
        List<Runnable> calls;
        T answer;
        lock.lock();
        try {
            checkOpen();
            answer = step.get();
        } finally {
            calls = takeCalls();
            lock.unlock();
        }
        calls.forEach(Runnable::run);
        return answer;
    }

    List<Runnable> takeCalls() {
        if (afterwards.isEmpty()) {
            return List.of();
        }
        List<Runnable> calls = List.copyOf(afterwards);
        afterwards.clear();
        return calls;
    }

    void checkOpen() {
        if (closed) {
            throw new TransportException(
                    TransportException.Kind.CLOSED, "the in-memory transport was closed; make a new one");
        }
    }

    Instant now() {
        return config.time().instant();
    }

    boolean keepsParsed() {
        return queue.size() < PARSED;
    }

    @Override
    public boolean isOpen(String jobId) {
        MemoryJob job = jobs.get(jobId);
        return job != null && !job.standing.state().isTerminal();
    }

    @Override
    public boolean isClaimed(String jobId) {
        MemoryJob job = jobs.get(jobId);
        return job != null && job.standing.state().isClaimed();
    }

    /** Makes a new job known in its first standing. */
    void add(MemoryJob job, JobChange change) {
        jobs.put(job.terms.jobId(), job);
        job.terms.idempotency().ifPresent(key -> keys.put(key, job));
        counts.add(job.standing.state(), 1);
        apply(job, change);
    }

    /** Writes what a step made of a job, and does everything that follows from it. */
    void apply(MemoryJob job, JobChange change) {
        JobState before = job.standing.state();
        job.apply(change);
        JobState after = job.standing.state();
        if (before != after) {
            moved(job, before, after);
        }
        touched(job);
    }

    private void moved(MemoryJob job, JobState before, JobState after) {
        counts.add(before, -1);
        counts.add(after, 1);
        boolean woke = before.isClaimed() && !after.isClaimed() && unclaimed(job);
        if (after == JobState.ASSIGNED) {
            claimed.put(job.terms.jobId(), job);
        } else if (after == JobState.QUEUED) {
            boolean ready = queue.put(job.terms, job.standing, now());
            woke |= ready;
            if (!ready && !waiters.isEmpty()) {
                wakeInTime();
            }
        } else if (after.isTerminal()) {
            woke |= end(job, before);
        }
        if (woke) {
            waiters.wake();
        }
    }

    /** Whoever stops waiting leaves to the others what is ready and what time will bring. */
    void handOn() {
        if (!waiters.isEmpty()) {
            passOn();
            wakeInTime();
        }
    }

    /** Wakes another one for what is ready. */
    void passOn() {
        if (queue.hasReady()) {
            waiters.passOn();
        }
    }

    private void wakeInTime() {
        if (queue.nextTick().isPresent()) {
            waiters.wakeBy(config.time().nanoTime() + untilTick());
        }
    }

    /** How long until time brings something, at least a millisecond. */
    long untilTick() {
        Instant now = now();
        return queue.nextTick()
                .map(next -> Math.max(1_000_000, Duration.between(now, next).toNanos()))
                .orElse(Long.MAX_VALUE);
    }

    private boolean unclaimed(MemoryJob job) {
        claimed.remove(job.terms.jobId());
        return queue.unclaimed(job.terms, now());
    }

    private boolean end(MemoryJob job, JobState before) {
        if (before == JobState.QUEUED) {
            queue.remove(job.terms.jobId());
        }
        job.forgetDocument();
        ended.add(job);
        if (ended.size() > config.retainedJobs()) {
            forget(ended.remove());
        }
        return queue.ended(job.terms.jobId(), now());
    }

    private void forget(MemoryJob job) {
        jobs.remove(job.terms.jobId());
        counts.add(job.standing.state(), -1);
        job.terms.idempotency().ifPresent(key -> keys.remove(key, job));
        artifacts.delete(job.artifacts.values());
        touched(job);
    }

    /** Forgets ended jobs whose retention is over. */
    void retire(Instant now) {
        Instant limit = now.minus(config.retention());
        MemoryJob oldest = ended.peek();
        while (oldest != null && oldest.standing.endedAt().orElse(now).isBefore(limit)) {
            forget(ended.remove());
            oldest = ended.peek();
        }
    }

    /** Notes that something of a job changed. */
    void touched(MemoryJob job) {
        Set<String> listing = changed;
        if (listing != null) {
            listing.add(job.terms.jobId());
        }
        if (!changeListeners.isEmpty()) {
            String id = job.terms.jobId();
            afterwards.add(() -> changeListeners.forEach(listener -> listener.changed(id)));
        }
    }

    void stopAsked(ClaimToken token, String reason) {
        if (!cancelListeners.isEmpty()) {
            afterwards.add(() -> cancelListeners.forEach(listener -> listener.cancelRequested(token, reason)));
        }
    }

    Subscription onChange(JobChangeListener listener) {
        changeListeners.add(listener);
        return () -> changeListeners.remove(listener);
    }

    Subscription onCancel(CancelListener listener) {
        cancelListeners.add(listener);
        return () -> cancelListeners.remove(listener);
    }

    /** Ends queued jobs that are overdue. */
    int endOverdue(Instant now) {
        int count = 0;
        for (var terms : queue.overdue(now)) {
            MemoryJob job = jobs.get(terms.jobId());
            if (job != null) {
                JobStanding standing = job.standing;
                var reasons = queue.reasons(terms.jobId(), workers.list(), pauseReason(), now);
                apply(job, transitions.deadlinePassed(terms, standing, reasons, now));
                count++;
            }
        }
        return count;
    }

    Optional<String> pauseReason() {
        return Optional.ofNullable(paused);
    }

    void pause(@Nullable String reason) {
        paused = reason;
        if (reason == null) {
            waiters.wake();
        }
    }

    QueueStats stats() {
        return new QueueStats(counts.toMap(), paused != null);
    }

    void close() {
        lock.lock();
        try {
            if (!closed) {
                closed = true;
                waiters.wakeAll();
                artifacts.close(jobs.values().stream()
                        .flatMap(job -> job.artifacts.values().stream())
                        .toList());
            }
        } finally {
            lock.unlock();
        }
    }
}
