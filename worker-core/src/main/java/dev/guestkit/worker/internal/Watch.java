package dev.guestkit.worker.internal;

/** Notices timeouts, deadlines and leases that ran out, on a thread of its own. It never calls the store, so it is never late. */
final class Watch {
    private final Active active;
    private final Stopper stopper;
    private final Ticks ticks;

    Watch(Active active, Stopper stopper, Ticks ticks) {
        this.active = active;
        this.stopper = stopper;
        this.ticks = ticks;
    }

    /** Takes every step that is due. */
    long pass() {
        long now = ticks.now();
        long next = Ticks.NEVER;
        for (Attempt attempt : active.each()) {
            next = Math.min(next, stopper.advance(attempt, now));
        }
        return next;
    }
}
