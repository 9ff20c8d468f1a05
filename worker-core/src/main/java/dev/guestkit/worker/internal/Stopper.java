package dev.guestkit.worker.internal;

import dev.guestkit.worker.spi.StopReason;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings attempts to their end: reason, then interrupt, then kill. Thread-safe. */
final class Stopper {
    private static final Logger log = LoggerFactory.getLogger(Stopper.class);
    private static final long KILL_AGAIN_NANOS = 1_000_000_000L;

    private final Settings settings;
    private final Ticks ticks;
    private final Alarm alarm;
    private final JobThreads threads;
    private final Listeners listeners;

    Stopper(Settings settings, Ticks ticks, Alarm alarm, JobThreads threads, Listeners listeners) {
        this.settings = settings;
        this.ticks = ticks;
        this.alarm = alarm;
        this.threads = threads;
        this.listeners = listeners;
    }

    void stop(Attempt attempt, StopReason reason) {
        long now = ticks.now();
        if (attempt.token().stop(reason)) {
            log.info("stopping job {}: {}", attempt.jobId(), reason);
            attempt.escalate(Ticks.plus(now, settings.interruptAfter()), Ticks.plus(now, settings.killAfter()));
            errand(attempt.token()::runActions);
            errand(attempt.processes()::look);
            listeners.each(l -> l.stopping(attempt.document(), reason));
        }
        if (reason == StopReason.LEASE_LOST) {
            // Another worker may start the job any moment: no time for manners, whatever the first reason was.
            attempt.fenced();
            attempt.escalate(now, Ticks.plus(now, settings.interruptAfter()));
        }
        alarm.atMost(now);
    }

    /** Takes every step that is due and answers when the next one is. */
    long advance(Attempt attempt, long now) {
        for (Attempt.Step step = attempt.due(now); step != Attempt.Step.NONE; step = attempt.due(now)) {
            take(attempt, step);
            attempt.done(step, now, KILL_AGAIN_NANOS);
        }
        return attempt.nextTick();
    }

    private void take(Attempt attempt, Attempt.Step step) {
        switch (step) {
            case LEASE_LOST -> stop(attempt, StopReason.LEASE_LOST);
            case TIMEOUT -> stop(attempt, StopReason.TIMEOUT);
            case DEADLINE -> stop(attempt, StopReason.DEADLINE);
            case LOOK -> errand(attempt.processes()::look);
            case INTERRUPT -> attempt.interrupt();
            case KILL -> errand(attempt.processes()::kill);
            case NONE -> {}
        }
    }

    /** On another thread: an action on cancel is a handler's code and may block, this one must keep time. */
    private void errand(Runnable task) {
        try {
            threads.errand(task);
        } catch (RejectedExecutionException | OutOfMemoryError e) { // no thread to be had: late is better than never
            task.run();
        }
    }
}
