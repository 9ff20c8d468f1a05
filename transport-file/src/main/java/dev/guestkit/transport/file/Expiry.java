package dev.guestkit.transport.file;

import dev.guestkit.worker.spi.JobState;
import dev.guestkit.worker.spi.WaitReason;
import dev.guestkit.worker.store.JobChange;
import dev.guestkit.worker.store.JobTerms;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Ends dead leases and passed deadlines. Thread-safe; several processes may do it at once. */
final class Expiry {
    private final Spool spool;
    private final WorkerPlace workers;
    private final Housekeeping housekeeping;

    Expiry(Spool spool, WorkerPlace workers) {
        this.spool = spool;
        this.workers = workers;
        this.housekeeping = new Housekeeping(spool);
    }

    int expire() throws IOException {
        spool.scan();
        int changed = 0;
        Set<String> claims = new HashSet<>();
        for (Life seen : spool.lives.seen()) {
            if (seen.standing().state().isClaimed()) {
                Optional<Life> life = spool.lives.fresh(seen.jobId());
                if (life.isPresent() && life.get().standing().state().isClaimed()) {
                    claims.add(Spool.claimKey(life.get()));
                    changed += isDead(life.get()) && lose(life.get()) ? 1 : 0;
                }
            }
        }
        spool.leases.keep(claims);
        changed += overdue() + unwanted();
        housekeeping.perhaps();
        return changed;
    }

    private int unwanted() throws IOException {
        Optional<Duration> policy = spool.settings.capabilityPolicy();
        if (policy.isEmpty()) {
            return 0;
        }
        Instant now = spool.clock.instant();
        Instant since = now.minus(policy.get());
        int changed = 0;
        for (JobTerms terms : spool.board.ask(queue -> queue.unwanted(workers.list(), since))) {
            List<WaitReason> reasons = reasons(terms, now);
            changed +=
                    endQueued(terms, life -> spool.transitions.nobodyCame(life.terms(), life.standing(), reasons, now));
        }
        return changed;
    }

    private int endQueued(JobTerms terms, Function<Life, JobChange> end) throws IOException {
        boolean ended = spool.lives
                .change(
                        terms.jobId(),
                        life -> life.standing().state() == JobState.QUEUED
                                ? Move.to(true, life, end.apply(life), true)
                                : Move.none(false))
                .orElse(false);
        return ended ? 1 : 0;
    }

    private boolean isDead(Life life) throws IOException {
        Optional<String> sign = spool.leaseSign(life);
        if (sign.isEmpty()) {
            return false;
        }
        boolean unchanged = spool.leases.isUnchanged(
                Spool.claimKey(life), sign.get(), life.snapshot().lease());
        return unchanged
                || life.snapshot()
                        .owner()
                        .map(owner -> owner.isGone(spool.self))
                        .orElse(false);
    }

    /** Only the step that was judged: a renewal that looks like a new one is a new one. */
    private boolean lose(Life judged) throws IOException {
        return spool.lives
                .change(judged.jobId(), life -> {
                    boolean same = life.step() == judged.step()
                            && life.standing().state().isClaimed();
                    return same
                            ? Move.to(
                                    true,
                                    life,
                                    spool.transitions.leaseLost(life.terms(), life.standing(), spool.clock.instant()),
                                    false)
                            : Move.none(false);
                })
                .orElse(false);
    }

    private List<WaitReason> reasons(JobTerms terms, Instant now) {
        return spool.board.ask(queue -> queue.reasons(terms.jobId(), workers.list(), Optional.empty(), now));
    }

    int overdue() throws IOException {
        Instant now = spool.clock.instant();
        List<JobTerms> overdue = spool.board.ask(queue -> queue.overdue(now));
        int changed = 0;
        for (JobTerms terms : overdue) {
            List<WaitReason> reasons = reasons(terms, now);
            changed += endQueued(
                    terms, life -> spool.transitions.deadlinePassed(life.terms(), life.standing(), reasons, now));
        }
        return changed;
    }
}
