package dev.guestkit.worker.internal.memory;

import dev.guestkit.worker.spi.Claim;
import dev.guestkit.worker.spi.WorkerOffer;
import dev.guestkit.worker.store.JobTerms;
import dev.guestkit.worker.store.JobTransitions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Claims on an in-memory store, with waiting. Thread-safe. */
final class MemoryClaims {
    private final MemoryStore store;

    MemoryClaims(MemoryStore store) {
        this.store = store;
    }

    List<Claim> claim(WorkerOffer offer, int max, Duration wait) {
        List<Runnable> calls;
        List<MemoryJob.Snapshot> taken;
        store.lock.lock();
        try {
            taken = takeOrWait(offer, max, wait.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            taken = List.of();
        } finally {
            store.handOn();
            calls = store.takeCalls();
            store.lock.unlock();
        }
        calls.forEach(Runnable::run);
        return claims(taken);
    }

    private List<MemoryJob.Snapshot> takeOrWait(WorkerOffer offer, int max, long wait) throws InterruptedException {
        long end = store.config.time().nanoTime() + wait;
        while (true) {
            store.checkOpen();
            List<MemoryJob.Snapshot> taken = take(offer, max);
            long left = end - store.config.time().nanoTime();
            if (!taken.isEmpty() || left <= 0) {
                return taken;
            }
            store.passOn(); // woken for a job that only others may run
            tellBeforeWaiting();
            store.waiters.await(Math.min(left, store.untilTick()));
        }
    }

    /** Listeners must not wait for as long as this claim does. */
    private void tellBeforeWaiting() {
        List<Runnable> calls = store.takeCalls();
        if (!calls.isEmpty()) {
            store.lock.unlock();
            try {
                calls.forEach(Runnable::run);
            } finally {
                store.lock.lock();
            }
        }
    }

    private List<MemoryJob.Snapshot> take(WorkerOffer offer, int max) {
        Instant now = store.now();
        store.endOverdue(now);
        if (store.queue.tick(now)) {
            store.waiters.news();
        }
        if (store.pauseReason().isPresent()) {
            return List.of();
        }
        List<MemoryJob.Snapshot> taken = new ArrayList<>();
        String worker = offer.capabilities().workerId();
        store.queue.take(offer, max, now, terms -> taken.add(take(terms, worker, now)));
        return taken;
    }

    private MemoryJob.Snapshot take(JobTerms terms, String worker, Instant now) {
        MemoryJob job = store.jobs.get(terms.jobId());
        if (job == null) {
            throw new IllegalStateException("job " + terms.jobId() + " waits in the queue but is not known");
        }
        store.apply(job, store.transitions.claimed(job.standing, worker, nonce(), now));
        job.leaseUntil = newLease();
        return job.snapshot();
    }

    private String nonce() {
        return Long.toHexString(store.config.random().nextLong());
    }

    long newLease() {
        return store.config.time().nanoTime() + store.config.lease().toNanos();
    }

    private List<Claim> claims(List<MemoryJob.Snapshot> taken) {
        List<Claim> claims = new ArrayList<>(taken.size());
        for (MemoryJob.Snapshot one : taken) {
            claims.add(new Claim(
                    JobTransitions.token(one.job().terms, one.standing()),
                    one.toRecord(store.config.codec()),
                    store.config.lease()));
        }
        return claims;
    }
}
