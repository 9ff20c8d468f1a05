package dev.guestkit.worker.internal.memory;

import dev.guestkit.worker.spi.ArtifactNames;
import dev.guestkit.worker.spi.CancelListener;
import dev.guestkit.worker.spi.Claim;
import dev.guestkit.worker.spi.ClaimToken;
import dev.guestkit.worker.spi.Finish;
import dev.guestkit.worker.spi.JobEvent;
import dev.guestkit.worker.spi.JobSource;
import dev.guestkit.worker.spi.Renewal;
import dev.guestkit.worker.spi.StoredArtifact;
import dev.guestkit.worker.spi.Subscription;
import dev.guestkit.worker.spi.WorkerOffer;
import dev.guestkit.worker.spi.WriteOutcome;
import dev.guestkit.worker.store.Fencing;
import dev.guestkit.worker.store.JobChange;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** What workers do with an in-memory store. Thread-safe. */
final class MemorySource implements JobSource {
    private final MemoryStore store;
    private final MemoryClaims claims;

    MemorySource(MemoryStore store) {
        this.store = store;
        this.claims = new MemoryClaims(store);
    }

    @Override
    public List<Claim> claim(WorkerOffer offer, int max, Duration wait) {
        return claims.claim(offer, max, wait);
    }

    @Override
    public Map<ClaimToken, Renewal> renew(Collection<ClaimToken> tokens) {
        return store.locked(() -> {
            Map<ClaimToken, Renewal> answers = new HashMap<>();
            for (ClaimToken token : tokens) {
                answers.put(token, renew(token));
            }
            return answers;
        });
    }

    private Renewal renew(ClaimToken token) {
        MemoryJob job = store.jobs.get(token.jobId());
        if (job == null || !job.standing.isHeldBy(token)) {
            return new Renewal(WriteOutcome.FENCED, Duration.ZERO, Optional.empty());
        }
        job.leaseUntil = claims.newLease();
        return new Renewal(WriteOutcome.OK, store.config.lease(), job.standing.cancelReason());
    }

    @Override
    public WriteOutcome start(ClaimToken token, boolean repeatable) {
        return write(
                token,
                job -> Fencing.start(job.standing, token),
                (job, now) -> store.transitions.started(job.standing, repeatable, now));
    }

    @Override
    public WriteOutcome finish(ClaimToken token, Finish finish) {
        return write(
                token,
                job -> Fencing.finish(job.standing, token, finish),
                (job, now) -> store.transitions.finished(job.terms, job.standing, finish, now));
    }

    @Override
    public WriteOutcome release(ClaimToken token, String reason) {
        return write(
                token,
                job -> Fencing.release(job.standing, token),
                (job, now) -> store.transitions.released(job.terms, job.standing, reason, now));
    }

    private WriteOutcome write(
            ClaimToken token, Function<MemoryJob, WriteOutcome> fence, BiFunction<MemoryJob, Instant, JobChange> step) {
        return store.locked(() -> {
            MemoryJob job = store.jobs.get(token.jobId());
            WriteOutcome outcome = job == null ? WriteOutcome.FENCED : fence.apply(job);
            if (job != null && outcome == WriteOutcome.OK) {
                store.apply(job, step.apply(job, store.now()));
            }
            return outcome;
        });
    }

    @Override
    public WriteOutcome report(ClaimToken token, List<JobEvent> events) {
        return store.locked(() -> {
            MemoryJob job = store.jobs.get(token.jobId());
            if (job == null || Fencing.write(job.standing, token) != WriteOutcome.OK) {
                return WriteOutcome.FENCED;
            }
            events.forEach(job.events::add);
            store.touched(job);
            return WriteOutcome.OK;
        });
    }

    @Override
    public StoredArtifact artifact(ClaimToken token, String name, InputStream content) {
        ArtifactNames.check(name);
        if (!store.locked(() -> isHeld(token))) {
            return fenced();
        }
        MemoryArtifacts.Stored stored = store.artifacts.store(name, content);
        List<MemoryArtifacts.Stored> waste = store.locked(() -> keep(token, name, stored));
        store.artifacts.delete(waste);
        return waste.contains(stored)
                ? fenced()
                : new StoredArtifact(WriteOutcome.OK, stored.sizeBytes(), stored.sha256());
    }

    private boolean isHeld(ClaimToken token) {
        MemoryJob job = store.jobs.get(token.jobId());
        return job != null && job.standing.isHeldBy(token);
    }

    /** What may be deleted: the file that this one replaces, or this one when the claim was lost meanwhile. */
    private List<MemoryArtifacts.Stored> keep(ClaimToken token, String name, MemoryArtifacts.Stored stored) {
        MemoryJob job = store.jobs.get(token.jobId());
        if (job == null || !job.standing.isHeldBy(token)) {
            return List.of(stored);
        }
        Map<String, MemoryArtifacts.Stored> artifacts = new HashMap<>(job.artifacts);
        MemoryArtifacts.Stored before = artifacts.put(name, stored);
        job.artifacts = artifacts;
        store.touched(job);
        List<MemoryArtifacts.Stored> waste = new ArrayList<>();
        Optional.ofNullable(before).ifPresent(waste::add);
        return waste;
    }

    private static StoredArtifact fenced() {
        return new StoredArtifact(WriteOutcome.FENCED, 0, "");
    }

    @Override
    public Subscription onCancel(CancelListener listener) {
        return store.onCancel(listener);
    }
}
