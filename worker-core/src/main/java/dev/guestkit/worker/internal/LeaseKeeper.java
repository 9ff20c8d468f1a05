package dev.guestkit.worker.internal;

import dev.guestkit.worker.spi.ClaimToken;
import dev.guestkit.worker.spi.JobSource;
import dev.guestkit.worker.spi.Renewal;
import dev.guestkit.worker.spi.StopReason;
import dev.guestkit.worker.spi.TransportException;
import dev.guestkit.worker.spi.WriteOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renews leases, on a thread that never runs jobs. A lease counts from when its renewal was sent; a renewal without an
 * answer is unknown: it is tried again until there is one, while {@link Watch} keeps the time.
 */
final class LeaseKeeper {
    private static final Logger log = LoggerFactory.getLogger(LeaseKeeper.class);

    private final JobSource source;
    private final Active active;
    private final Stopper stopper;
    private final StoreGate gate;
    private final Ticks ticks;
    private final Optional<Duration> renewEvery;

    LeaseKeeper(
            JobSource source,
            Active active,
            Stopper stopper,
            StoreGate gate,
            Ticks ticks,
            Optional<Duration> renewEvery) {
        this.source = source;
        this.active = active;
        this.stopper = stopper;
        this.gate = gate;
        this.ticks = ticks;
        this.renewEvery = renewEvery;
    }

    /** When our own lease ends: a tenth earlier than the store's, so that a handler is stopped before another one starts. */
    static long endOf(long sent, Duration lease) {
        long nanos = Ticks.nanos(lease);
        return Ticks.plus(sent, nanos - nanos / 10);
    }

    long renewalAfter(long sent, Duration lease) {
        long third = Ticks.nanos(lease) / 3;
        return Ticks.plus(
                sent,
                renewEvery.map(every -> Math.min(third, Ticks.nanos(every))).orElse(third));
    }

    /** Renews what is due. */
    long pass() {
        long now = ticks.now();
        Map<ClaimToken, Attempt> due = due(now);
        if (!due.isEmpty()) {
            renew(due, now);
        }
        long next = Ticks.NEVER;
        for (Attempt attempt : active.each()) {
            next = Math.min(next, attempt.renewAt());
        }
        return next;
    }

    private Map<ClaimToken, Attempt> due(long now) {
        List<Attempt> all = new ArrayList<>();
        boolean any = false;
        for (Attempt attempt : active.each()) {
            if (!attempt.isFenced() || attempt.renewAt() != Ticks.NEVER) {
                all.add(attempt);
                any |= attempt.renewAt() <= now;
            }
        }
        Map<ClaimToken, Attempt> due = new LinkedHashMap<>();
        if (any) { // what is due soon goes along
            for (Attempt attempt : all) {
                if (attempt.renewAt() <= now || attempt.renewAt() - now < (attempt.leaseEnd() - now) / 4) {
                    due.put(attempt.claimToken(), attempt);
                }
            }
        }
        return due;
    }

    private void renew(Map<ClaimToken, Attempt> due, long sent) {
        try {
            Map<ClaimToken, Renewal> answers = source.renew(due.keySet());
            gate.answered();
            due.forEach((token, attempt) -> answer(attempt, Optional.ofNullable(answers.get(token)), sent));
        } catch (RuntimeException e) { // whatever the store threw, the outcome is unknown and the thread must live
            gate.failed(e);
            log.debug("renewal without answer", e);
            due.values().forEach(attempt -> tryAgain(attempt, sent));
        }
    }

    /**
     * Renews one lease on the calling thread, before its job starts.
     *
     * @throws TransportException when the store does not say whether the claim still holds
     */
    WriteOutcome renewNow(Attempt attempt) {
        long sent = ticks.now();
        Optional<Renewal> answer =
                Optional.ofNullable(source.renew(List.of(attempt.claimToken())).get(attempt.claimToken()));
        answer(attempt, answer, sent);
        return answer.orElseThrow(() -> new TransportException(
                        TransportException.Kind.UNAVAILABLE,
                        "the store does not say whether job " + attempt.jobId() + " is still ours"))
                .outcome();
    }

    private void answer(Attempt attempt, Optional<Renewal> answer, long sent) {
        if (answer.isEmpty()) {
            tryAgain(attempt, sent);
            return;
        }
        Renewal renewal = answer.get();
        if (renewal.outcome() == WriteOutcome.FENCED) {
            attempt.renewAt(Ticks.NEVER);
            stopper.stop(attempt, StopReason.LEASE_LOST);
            return;
        }
        attempt.renewed(endOf(sent, renewal.lease()), renewalAfter(sent, renewal.lease()));
        renewal.cancelReason().ifPresent(why -> stopper.stop(attempt, StopReason.CANCEL));
    }

    /** Soon, but not in a circle: a tenth of the lease, at most a second. */
    private void tryAgain(Attempt attempt, long sent) {
        long tenth = Math.max(1, Ticks.nanos(attempt.claim().lease()) / 10);
        attempt.renewAt(Ticks.plus(Math.max(sent, ticks.now()), Math.min(tenth, 1_000_000_000L)));
    }
}
