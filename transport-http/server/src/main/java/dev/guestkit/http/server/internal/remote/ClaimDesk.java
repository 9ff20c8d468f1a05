package dev.guestkit.http.server.internal.remote;

import dev.guestkit.worker.spi.Claim;
import dev.guestkit.worker.spi.JobTransport;
import dev.guestkit.worker.spi.Subscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where remote workers wait for jobs, without a thread each.
 *
 * <p>The store's own waiting claim would hold one. So the desk claims without waiting: when a request comes, whenever the store
 * tells of a change, and every quarter of a second while somebody waits, for what time alone makes ready: a retry's delay, a
 * preference that has passed. A request under a number that is known takes over what the earlier one waited for or was given.
 * Thread-safe.
 */
final class ClaimDesk implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ClaimDesk.class);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(250);

    private final JobTransport transport;
    private final Means means;
    private final ReentrantLock lock = new ReentrantLock();
    /** By number, the longest waiting first. */
    private final Map<String, Waiter> waiting = new LinkedHashMap<>();

    private final HandedOuts handedOut = new HandedOuts();
    private final AtomicBoolean lookPlanned = new AtomicBoolean();
    private @Nullable Subscription changes;
    private boolean ticking;
    private boolean closed;
    private final AtomicLong news = new AtomicLong();

    private static final class Waiter {
        ClaimRequest request;
        ClaimAnswer answer;
        long end;
        /** A claim for it is on its way; what comes of that is told to whoever asked last. */
        boolean claiming = true;

        Waiter(ClaimRequest request, ClaimAnswer answer, long end) {
            this.request = request;
            this.answer = answer;
            this.end = end;
        }
    }

    ClaimDesk(JobTransport transport, Means means) {
        this.transport = transport;
        this.means = means;
    }

    /** Answers now or later; to be called on a thread that may wait for the store. */
    void claim(ClaimRequest request, ClaimAnswer answer) {
        listen();
        List<Runnable> answers = new ArrayList<>();
        Waiter mine = enter(request, answer, answers);
        answers.forEach(Runnable::run);
        if (mine != null) {
            serve(mine);
        }
    }

    /** The waiter to claim for now, null when there is nothing more to do. */
    private @Nullable Waiter enter(ClaimRequest request, ClaimAnswer answer, List<Runnable> answers) {
        lock.lock();
        try {
            long now = means.time().nanoTime();
            Waiter known = waiting.get(request.number());
            if (known != null) {
                ClaimAnswer older = known.answer;
                answers.add(() -> older.handedOut(List.of()));
                known.request = request;
                known.answer = answer;
                known.end = now + request.patience().toNanos();
            }
            if (known != null && known.claiming) {
                return null;
            }
            List<HandedOut> before = handedOut.under(request.number(), now);
            if (!before.isEmpty() || closed || request.max() == 0) {
                waiting.remove(request.number());
                answers.add(() -> answer.handedOut(before));
                return null;
            }
            Waiter mine = known == null
                    ? new Waiter(request, answer, now + request.patience().toNanos())
                    : known;
            mine.claiming = true;
            waiting.put(request.number(), mine);
            return mine;
        } finally {
            lock.unlock();
        }
    }

    private void serve(Waiter waiter) {
        long seen = news.get();
        ClaimRequest request = waiter.request;
        try {
            List<Claim> claims = transport.source().claim(request.offer(), request.max(), Duration.ZERO);
            settle(waiter, claims, seen);
        } catch (RuntimeException e) { // whatever it was: the worker is told, and asks again
            lock.lock();
            try {
                waiting.remove(request.number());
            } finally {
                lock.unlock();
            }
            waiter.answer.failed(e);
        }
    }

    private void settle(Waiter waiter, List<Claim> claims, long seen) {
        List<HandedOut> given;
        lock.lock();
        try {
            waiter.claiming = false;
            long now = means.time().nanoTime();
            given = claims.stream().map(claim -> new HandedOut(claim, now)).toList();
            boolean waitsOn = given.isEmpty() && now - waiter.end < 0 && !closed;
            if (waitsOn) {
                tick();
                if (seen != news.get()) {
                    planLook();
                }
                return;
            }
            handedOut.add(waiter.request.number(), given);
            waiting.remove(waiter.request.number());
        } finally {
            lock.unlock();
        }
        waiter.answer.handedOut(given);
    }

    private void listen() {
        lock.lock();
        try {
            if (changes == null && !closed) {
                changes = transport.client().onChange(id -> {
                    news.incrementAndGet();
                    planLook();
                });
            }
        } finally {
            lock.unlock();
        }
    }

    private void planLook() {
        if (lookPlanned.compareAndSet(false, true) && !means.run(this::look)) {
            lookPlanned.set(false); // too busy: the clock brings the next one
        }
    }

    private void look() {
        lookPlanned.set(false);
        List<Waiter> idle = new ArrayList<>();
        lock.lock();
        try {
            for (Waiter waiter : waiting.values()) {
                if (!waiter.claiming) {
                    waiter.claiming = true;
                    idle.add(waiter);
                }
            }
        } finally {
            lock.unlock();
        }
        idle.forEach(this::serve);
    }

    private void tick() {
        if (!ticking && !closed) {
            ticking = true;
            means.later(LOOK_AGAIN, this::ticked);
        }
    }

    private void ticked() {
        lock.lock();
        try {
            ticking = false;
            handedOut.sweep(means.time().nanoTime());
            if (!waiting.isEmpty()) {
                tick();
                planLook();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Answers whoever waits and takes no job from now on; what was handed out stays so. */
    @Override
    public void close() {
        List<Waiter> left;
        Subscription listening;
        lock.lock();
        try {
            closed = true;
            left = waiting.values().stream().filter(waiter -> !waiter.claiming).toList();
            waiting.values().removeAll(left);
            listening = changes;
        } finally {
            lock.unlock();
        }
        log.debug("{} waiting claims end with the server", left.size());
        left.forEach(waiter -> waiter.answer.handedOut(List.of()));
        if (listening != null) {
            listening.close();
        }
    }
}
