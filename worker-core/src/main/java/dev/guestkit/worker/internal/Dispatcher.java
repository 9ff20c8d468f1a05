package dev.guestkit.worker.internal;

import dev.guestkit.worker.spi.Claim;
import dev.guestkit.worker.spi.JobSource;
import dev.guestkit.worker.spi.StopReason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings claimed jobs onto threads. A thread that has finished a job looks for the next one itself before it gives its
 * place back, so that a busy worker passes no job from thread to thread.
 */
final class Dispatcher {
    private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);

    private final JobSource source;
    private final Permits permits;
    private final Offers offers;
    private final Handlers handlers;
    private final Active active;
    private final LeaseKeeper leases;
    private final Alarm leaseAlarm;
    private final Alarm watchAlarm;
    private final JobThreads threads;
    private final StoreGate gate;
    private final Listeners listeners;
    private final Ticks ticks;
    private final Stopper stopper;
    private final RandomGenerator random;
    private final Runner runner;
    private volatile boolean closed;

    Dispatcher(Parts parts, Runner runner) {
        this.source = parts.source();
        this.permits = parts.permits();
        this.offers = parts.offers();
        this.handlers = parts.handlers();
        this.active = parts.active();
        this.leases = parts.leases();
        this.leaseAlarm = parts.leaseAlarm();
        this.watchAlarm = parts.watchAlarm();
        this.threads = parts.threads();
        this.gate = parts.gate();
        this.listeners = parts.listeners();
        this.ticks = parts.ticks();
        this.stopper = parts.stopper();
        this.random = parts.settings().random();
        this.runner = runner;
    }

    /** No job is started from now on; what is claimed all the same is given back. */
    void close() {
        closed = true;
    }

    void dispatch(List<Claim> claims, Reservation room, long sent) {
        for (Claim claim : claims) {
            Attempt attempt = accept(claim, room, sent);
            if (attempt != null) {
                execute(attempt);
            }
        }
    }

    /** The attempt of a claim, its lease kept from now on; null when it was given back at once. */
    private @Nullable Attempt accept(Claim claim, Reservation room, long sent) {
        String type = claim.record().document().payload().type();
        Optional<HandlerEntry> handler = handlers.find(type);
        if (closed || handler.isEmpty()) {
            release(claim, closed ? "worker is closing" : "no handler for " + type);
            return null;
        }
        long now = ticks.now();
        // A long wait says nothing about when the store handed the job out: it starts only once a renewal was answered.
        boolean late = now - sent > Ticks.nanos(claim.lease()) / 6;
        long from = late ? now : sent;
        long renewAt = leases.renewalAfter(from, claim.lease());
        Optional<Permit> permit = room.take(handler.get().spec().operation());
        if (permit.isEmpty()) {
            log.warn(
                    "the store handed out job {} beyond what was offered, giving it back",
                    claim.token().jobId());
            release(claim, "no room");
            return null;
        }
        Attempt attempt = new Attempt(
                claim,
                handler.get(),
                permit.get(),
                Trace.childOf(claim.record().document().observability(), random),
                late,
                LeaseKeeper.endOf(from, claim.lease()),
                renewAt);
        active.add(attempt);
        if (closed) { // since the look above: whoever stops all attempts may not have seen this one
            stopper.stop(attempt, StopReason.SHUTDOWN);
        }
        leaseAlarm.atMost(renewAt);
        watchAlarm.atMost(attempt.leaseEnd());
        listeners.each(l -> l.claimed(attempt.document(), attempt.claimToken()));
        return attempt;
    }

    private void execute(Attempt attempt) {
        try {
            threads.run(attempt.handler().spec().threads(), () -> chain(attempt));
        } catch (RejectedExecutionException | OutOfMemoryError e) { // no thread to be had: another worker may have one
            log.warn("no thread for job {}, giving it back: {}", attempt.jobId(), e.toString());
            active.remove(attempt);
            attempt.permit().close();
            release(attempt.claim(), "no thread");
        }
    }

    private void chain(Attempt first) {
        try {
            for (Attempt attempt = first; attempt != null; attempt = next(attempt)) {
                runner.run(attempt);
                Thread.interrupted(); // a leftover of this job must not hit the next one
            }
        } finally {
            LogContext.clear();
        }
    }

    /** The next job for this thread; null when there is none or it needs another kind of thread. */
    private @Nullable Attempt next(Attempt last) {
        Reservation room = permits.exchange(last.permit());
        if (room == null) {
            return null;
        }
        try (room) {
            long sent = ticks.now();
            List<Claim> claims = closed || gate.isAway() ? List.of() : claimNow(room);
            Attempt attempt = claims.isEmpty() ? null : accept(claims.get(0), room, sent);
            if (attempt == null
                    || threads.sameKind(
                            attempt.handler().spec().threads(),
                            last.handler().spec().threads())) {
                return attempt;
            }
            execute(attempt);
            return null;
        }
    }

    private List<Claim> claimNow(Reservation room) {
        try {
            return source.claim(offers.offer(1, room.operations()), 1, Duration.ZERO);
        } catch (RuntimeException e) { // the claim thread will meet it again and pause
            gate.failed(e);
            return List.of();
        }
    }

    private void release(Claim claim, String why) {
        try {
            source.release(claim.token(), why);
        } catch (RuntimeException e) { // the lease runs out by itself
            gate.failed(e);
        }
    }
}
