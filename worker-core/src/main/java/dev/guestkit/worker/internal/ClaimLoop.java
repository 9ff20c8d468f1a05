package dev.guestkit.worker.internal;

import dev.guestkit.worker.spi.Claim;
import dev.guestkit.worker.spi.JobSource;
import dev.guestkit.worker.spi.TransportException;
import dev.guestkit.worker.spi.WorkerOffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One thread that waits for room, then for jobs in the store, and hands them out. */
final class ClaimLoop implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(ClaimLoop.class);

    private final JobSource source;
    private final Permits permits;
    private final Offers offers;
    private final Dispatcher dispatcher;
    private final StoreGate gate;
    private final Ticks ticks;
    private final Settings settings;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition closing = lock.newCondition();
    private @Nullable Thread waiting;
    private boolean waitsLacking;
    private volatile boolean closed;
    private volatile boolean well = true;

    ClaimLoop(
            JobSource source,
            Permits permits,
            Offers offers,
            Dispatcher dispatcher,
            StoreGate gate,
            Ticks ticks,
            Settings settings) {
        this.source = source;
        this.permits = permits;
        this.offers = offers;
        this.dispatcher = dispatcher;
        this.gate = gate;
        this.ticks = ticks;
        this.settings = settings;
        permits.onRoom(this::offerAgain);
    }

    @Override
    public void run() {
        Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5), settings.random());
        while (!closed) {
            try {
                once();
                backoff.reset();
                well = true;
            } catch (InterruptedException e) {
                log.debug("claim loop interrupted"); // by close() only, which has set closed
            } catch (RuntimeException | Error e) { // store away or broken: a pause, never an end
                failed(e, backoff);
            }
        }
    }

    private void failed(Throwable why, Backoff backoff) {
        try {
            if (why instanceof TransportException away) {
                gate.failed(away);
            } else {
                well = false;
                log.error("claiming failed, it is tried again", why);
            }
            pause(backoff.nextNanos());
        } catch (RuntimeException | Error e) { // there may be no memory for a line of log or a wait either
            LockSupport.parkNanos(100_000_000);
        }
    }

    /** False from a claim that failed for another reason than an outage to the next that did not. */
    boolean isWell() {
        return well;
    }

    private void once() throws InterruptedException {
        Reservation room = permits.await();
        if (room == null) {
            return;
        }
        try (room) {
            long sent = ticks.now();
            List<Claim> claims = claim(room);
            gate.answered();
            dispatcher.dispatch(claims, room, sent);
        }
    }

    private List<Claim> claim(Reservation room) {
        enter(room.isLacking());
        try {
            WorkerOffer offer = offers.offer(room.jobs(), room.operations());
            return closed ? List.of() : source.claim(offer, room.jobs(), settings.claimWait());
        } finally {
            leave();
        }
    }

    private void enter(boolean lacking) {
        lock.lock();
        try {
            waiting = Thread.currentThread();
            waitsLacking = lacking;
        } finally {
            lock.unlock();
        }
    }

    private void leave() {
        lock.lock();
        try {
            waiting = null;
        } finally {
            lock.unlock();
        }
        Thread.interrupted(); // meant for the wait, which is over
    }

    /** A kind of job that the waiting claim leaves out would fit now. */
    private void offerAgain() {
        lock.lock();
        try {
            if (waitsLacking && waiting != null) {
                waiting.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }

    private void pause(long nanos) {
        lock.lock();
        try {
            long end = Ticks.plus(ticks.now(), nanos);
            while (!closed && ticks.now() < end) {
                ticks.time().awaitNanos(closing, end - ticks.now());
            }
        } catch (InterruptedException e) {
            log.debug("pause interrupted"); // the loop looks whether it is closed
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        return closed;
    }

    /** No claims from now on. */
    void close() {
        closed = true;
        permits.close();
        lock.lock();
        try {
            closing.signalAll();
            if (waiting != null) {
                waiting.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }
}
