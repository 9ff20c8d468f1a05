package dev.guestkit.transport.file;

import dev.guestkit.worker.spi.TimeSource;
import dev.guestkit.worker.spi.WorkerOffer;
import dev.guestkit.worker.store.ClaimQueue;
import dev.guestkit.worker.store.JobTerms;
import dev.guestkit.worker.store.OpenJobs;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/** The queue as this process knows it, in claim order, and those who wait for it to change. Thread-safe. */
final class Board implements LifeListener {

    private final TimeSource clock;
    private final Function<String, Optional<Life>> newest;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ClaimQueue queue;
    private final Queue<String> untold = new ConcurrentLinkedQueue<>();
    private long changes;
    private final Map<String, JobTerms> claimed = new HashMap<>();
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

    /**
     * Makes an empty one.
     *
     * @param isOpen whether a job is in the queue's directory
     * @param newest where a job was last seen to stand
     */
    Board(TimeSource clock, Predicate<String> isOpen, Function<String, Optional<Life>> newest) {
        this.clock = clock;
        this.newest = newest;
        this.queue = new ClaimQueue(new OpenJobs() {
            @Override
            public boolean isOpen(String jobId) {
                return isOpen.test(jobId);
            }

            @Override
            public boolean isClaimed(String jobId) {
                return claimed.containsKey(jobId);
            }
        });
    }

    void listen(Consumer<String> listener) {
        listeners.add(listener);
    }

    void unlisten(Consumer<String> listener) {
        listeners.remove(listener);
    }

    @Override
    public void changed(String jobId) {
        lock.lock();
        try {
            newest.apply(jobId).ifPresent(this::place);
            signal();
        } finally {
            lock.unlock();
        }
        tell(jobId);
    }

    private void place(Life life) {
        Instant now = clock.instant();
        if (life.standing().state().isClaimed()) {
            claimed.put(life.jobId(), life.terms());
            queue.remove(life.jobId());
            queue.claimed(life.terms());
        } else {
            unclaim(life.jobId(), now);
            queue.put(life.terms(), life.standing(), now);
        }
    }

    @Override
    public void ended(String jobId) {
        lock.lock();
        try {
            Instant now = clock.instant();
            queue.remove(jobId);
            unclaim(jobId, now);
            queue.ended(jobId, now);
            signal();
        } finally {
            lock.unlock();
        }
        tell(jobId);
    }

    private void signal() {
        changes++;
        changed.signalAll();
    }

    private void unclaim(String jobId, Instant now) {
        JobTerms terms = claimed.remove(jobId);
        if (terms != null) {
            queue.unclaimed(terms, now);
        }
    }

    /** Tells those who listen that something of this job may have changed; never under the lock. */
    void tell(String jobId) {
        if (lock.isHeldByCurrentThread()) {
            untold.add(jobId);
        } else {
            listeners.forEach(listener -> listener.accept(jobId));
        }
    }

    private void tellRest() {
        for (String jobId = untold.poll(); jobId != null; jobId = untold.poll()) {
            tell(jobId);
        }
    }

    /** Wakes whoever waits for work. */
    void wake() {
        lock.lock();
        try {
            signal();
        } finally {
            lock.unlock();
        }
    }

    /** Looks at the queue under its lock. */
    <T> T ask(Function<ClaimQueue, T> question) {
        lock.lock();
        try {
            return question.apply(queue);
        } finally {
            lock.unlock();
        }
    }

    /** Lets a worker take the most urgent jobs that it may run; {@code claim} claims one on the disk. */
    void take(WorkerOffer offer, int max, Predicate<JobTerms> claim) {
        lock.lock();
        try {
            queue.take(offer, max, clock.instant(), claim);
        } finally {
            lock.unlock();
        }
        tellRest();
    }

    /** How often something changed; asked before looking, so that no change is missed by who then waits. */
    long changes() {
        lock.lock();
        try {
            return changes;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until something changes or becomes due, at most this long; not at all when it changed since {@code seen}.
     *
     * @throws InterruptedException when interrupted
     */
    @SuppressWarnings("WaitNotInLoop") // the caller looks again and loops
    void await(long nanos, long seen) throws InterruptedException {
        lock.lock();
        try {
            if (changes == seen) {
                clock.awaitNanos(changed, Math.min(nanos, untilTick()));
            }
        } finally {
            lock.unlock();
        }
    }

    private long untilTick() {
        Optional<Instant> next = queue.nextTick();
        if (next.isEmpty()) {
            return Long.MAX_VALUE;
        }
        Duration until = Duration.between(clock.instant(), next.get());
        return until.isNegative()
                ? 1
                : Math.max(1, until.compareTo(Duration.ofDays(1)) > 0 ? Long.MAX_VALUE : until.toNanos());
    }
}
