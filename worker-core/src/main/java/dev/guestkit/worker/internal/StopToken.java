package dev.guestkit.worker.internal;

import dev.guestkit.worker.spi.CancellationToken;
import dev.guestkit.worker.spi.CancelledException;
import dev.guestkit.worker.spi.StopReason;
import dev.guestkit.worker.spi.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one token of an attempt: the first reason stays, every action runs once. */
final class StopToken implements CancellationToken {
    private static final Logger log = LoggerFactory.getLogger(StopToken.class);

    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable StopReason reason;
    private @Nullable List<Action> actions;

    /** Sets the reason; false when there is one already. Does not run the actions. */
    boolean stop(StopReason why) {
        lock.lock();
        try {
            if (reason != null) {
                return false;
            }
            reason = why;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Runs every action that was registered before the stop and is not closed. */
    void runActions() {
        for (Action action : taken()) {
            action.run();
        }
    }

    private List<Action> taken() {
        lock.lock();
        try {
            List<Action> all = actions == null ? List.of() : actions;
            actions = null;
            return all;
        } finally {
            lock.unlock();
        }
    }

    @Nullable
    StopReason reasonOrNull() {
        return reason;
    }

    @Override
    public Optional<StopReason> reason() {
        return Optional.ofNullable(reason);
    }

    @Override
    public void throwIfCancelled() {
        StopReason why = reason;
        if (why != null) {
            throw new CancelledException(why);
        }
    }

    @Override
    public Subscription onCancel(Runnable runnable) {
        Action action = new Action(runnable);
        if (!add(action)) {
            action.run();
        }
        return () -> remove(action);
    }

    private boolean add(Action action) {
        lock.lock();
        try {
            if (reason != null) {
                return false;
            }
            if (actions == null) {
                actions = new ArrayList<>(2);
            }
            actions.add(action);
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void remove(Action action) {
        lock.lock();
        try {
            if (actions != null) {
                actions.remove(action);
            }
        } finally {
            lock.unlock();
        }
    }

    /** A wrapper, so that the same runnable given twice is two actions. */
    private static final class Action {
        private final Runnable runnable;

        Action(Runnable runnable) {
            this.runnable = runnable;
        }

        void run() {
            try {
                runnable.run();
            } catch (RuntimeException | Error e) { // a handler's own code: the other actions must still run
                log.warn("an action on cancel failed", e);
            }
        }
    }
}
