package dev.guestkit.worker.internal.memory;

import dev.guestkit.worker.spi.QueueControl;
import dev.guestkit.worker.spi.QueueStats;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What operators do with an in-memory store. Thread-safe. */
final class MemoryControl implements QueueControl {
    private final MemoryStore store;

    MemoryControl(MemoryStore store) {
        this.store = store;
    }

    @Override
    public QueueStats stats() {
        return store.locked(store::stats);
    }

    @Override
    public void pause(String reason) {
        store.locked(() -> {
            store.pause(reason);
            return true;
        });
    }

    @Override
    public void resume() {
        store.locked(() -> {
            store.pause(null);
            return true;
        });
    }

    @Override
    public Optional<String> pauseReason() {
        return store.locked(store::pauseReason);
    }

    @Override
    public int expire() {
        return store.locked(() -> {
            Instant now = store.now();
            int changed = leases(now) + store.endOverdue(now) + unwanted(now);
            if (store.queue.tick(now)) {
                store.waiters.wake();
            }
            store.retire(now);
            return changed;
        });
    }

    private int leases(Instant now) {
        long nanos = store.config.time().nanoTime();
        List<MemoryJob> dead = store.claimed.values().stream()
                .filter(job -> nanos - job.leaseUntil >= 0)
                .toList();
        dead.forEach(job -> store.apply(job, store.transitions.leaseLost(job.terms, job.standing, now)));
        return dead.size();
    }

    private int unwanted(Instant now) {
        if (store.config.capabilityPolicy().isEmpty()) {
            return 0;
        }
        Instant since = now.minus(store.config.capabilityPolicy().get());
        var unwanted = store.queue.unwanted(store.workers.list(), since);
        for (var terms : unwanted) {
            MemoryJob job = store.jobs.get(terms.jobId());
            if (job != null) {
                var reasons = store.queue.reasons(terms.jobId(), store.workers.list(), Optional.empty(), now);
                store.apply(job, store.transitions.nobodyCame(terms, job.standing, reasons, now));
            }
        }
        return unwanted.size();
    }
}
