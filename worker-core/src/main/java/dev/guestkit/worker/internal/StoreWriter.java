package dev.guestkit.worker.internal;

import dev.guestkit.worker.spi.TransportException;
import dev.guestkit.worker.spi.WriteOutcome;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a write again and again until the store answers: with a token, a repeat does no harm. Thread-safe. */
final class StoreWriter {
    private static final Logger log = LoggerFactory.getLogger(StoreWriter.class);

    private final Ticks ticks;
    private final StoreGate gate;
    private final Settings settings;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition abandoned = lock.newCondition();
    private volatile boolean abandon;

    StoreWriter(Ticks ticks, StoreGate gate, Settings settings) {
        this.ticks = ticks;
        this.gate = gate;
        this.settings = settings;
    }

    /**
     * The store's answer; empty when {@code hopeless} said so, or the worker gave up because it closes.
     *
     * @throws RuntimeException what the store threw other than {@link TransportException}: it refuses this very write
     */
    Optional<WriteOutcome> write(Supplier<WriteOutcome> call, BooleanSupplier hopeless) {
        Backoff backoff = null;
        while (true) {
            try {
                WriteOutcome outcome = call.get();
                gate.answered();
                return Optional.of(outcome);
            } catch (TransportException e) {
                gate.failed(e);
                log.debug("write without answer", e);
            }
            if (backoff == null) {
                backoff = new Backoff(Duration.ofMillis(50), Duration.ofSeconds(2), settings.random());
            }
            if (hopeless.getAsBoolean() || abandon || !pause(backoff.nextNanos())) {
                return Optional.empty();
            }
        }
    }

    /** False when the worker gives up; an interrupt does not end the waiting and stays set. */
    private boolean pause(long nanos) {
        boolean interrupted = false;
        lock.lock();
        try {
            long end = Ticks.plus(ticks.now(), nanos);
            while (!abandon && ticks.now() < end) {
                try {
                    ticks.time().awaitNanos(abandoned, end - ticks.now());
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            return !abandon;
        } finally {
            lock.unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** No more repeats. */
    void abandon() {
        abandon = true;
        lock.lock();
        try {
            abandoned.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
