package dev.guestkit.worker.internal;

import dev.guestkit.job.WorkerCapabilities;
import dev.guestkit.worker.WorkerState;
import dev.guestkit.worker.spi.JobTransport;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What has time, on a thread of its own: registration, heartbeats, dead leases of other workers, a wall clock that leaps. */
final class Housekeeper {
    private static final Logger log = LoggerFactory.getLogger(Housekeeper.class);
    private static final Duration LEAP = Duration.ofSeconds(2);

    private final JobTransport transport;
    private final Settings settings;
    private final Parts parts;
    private final Abilities abilities;
    private final Supplier<WorkerState> state;
    private final Alarm alarm;
    private final Ticks ticks;
    private boolean registered;
    private WorkerState toldState = WorkerState.READY;
    private int toldJobs;
    private long heartbeatAt;
    private long expireAt;
    private long lastTick;
    private Instant lastTime;

    Housekeeper(JobTransport transport, Parts parts, Abilities abilities, Supplier<WorkerState> state) {
        this.transport = transport;
        this.settings = parts.settings();
        this.parts = parts;
        this.abilities = abilities;
        this.state = state;
        this.alarm = parts.keeperAlarm();
        this.ticks = parts.ticks();
        this.lastTick = ticks.now();
        this.lastTime = ticks.time().instant();
    }

    /** Does what is due. */
    long pass() {
        lookAtClock();
        long now = ticks.now();
        if (now >= expireAt) { // first: whatever becomes of the rest, other workers' dead leases are noticed
            expireAt = Ticks.plus(now, settings.expireEvery());
            expire();
        }
        if (now >= heartbeatAt || state.get() != toldState || parts.active().size() != toldJobs) {
            heartbeatAt = Ticks.plus(now, settings.expireEvery());
            heartbeat();
            heartbeatAt = Ticks.plus(now, registered ? settings.heartbeatEvery() : settings.expireEvery());
        }
        return Math.min(heartbeatAt, expireAt);
    }

    private void heartbeat() {
        toldState = state.get();
        toldJobs = parts.active().size();
        WorkerCapabilities now = abilities.now(toldState.wireName(), toldJobs);
        parts.offers().capabilities(now);
        try {
            if (!registered) {
                transport.workers().register(now);
                registered = true;
            } else {
                transport.workers().heartbeat(settings.workerId(), now.status());
            }
            parts.gate().answered();
        } catch (RuntimeException e) { // tried again at the next heartbeat
            registered = false;
            parts.gate().failed(e);
        }
    }

    private void expire() {
        try {
            int changed = transport.control().expire();
            if (changed > 0) {
                log.info("{} jobs with dead leases or past deadlines were moved on", changed);
            }
        } catch (RuntimeException e) { // tried again soon
            parts.gate().failed(e);
        }
    }

    /** Leases and durations do not care; a job's deadline is a wall time and is worked out again. */
    private void lookAtClock() {
        long tick = ticks.now();
        Instant time = ticks.time().instant();
        Duration leap = Duration.between(lastTime, time).minusNanos(tick - lastTick);
        lastTick = tick;
        lastTime = time;
        if (leap.abs().compareTo(LEAP) > 0) {
            log.warn("the wall clock leapt by {}; deadlines are worked out again", leap);
            parts.active().each().forEach(attempt -> deadlineAgain(attempt, tick, time));
            parts.listeners().each(l -> l.clockLeapt(leap));
        }
    }

    private void deadlineAgain(Attempt attempt, long tick, Instant time) {
        attempt.document().executionOrDefault().deadline().ifPresent(deadline -> {
            attempt.deadlineAt(Ticks.plus(tick, Duration.between(time, deadline)));
            parts.watchAlarm().atMost(attempt.deadlineAt());
        });
    }

    /** Says at once that the worker is draining. */
    void hurry() {
        alarm.atMost(0);
    }

    void deregister() {
        try {
            transport.workers().deregister(settings.workerId());
        } catch (RuntimeException e) { // it goes offline by itself
            log.info("cannot deregister worker {}: {}", settings.workerId(), e.toString());
        }
    }
}
