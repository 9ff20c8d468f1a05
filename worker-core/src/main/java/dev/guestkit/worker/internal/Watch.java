package dev.guestkit.worker.internal;

/** One thread that notices timeouts, deadlines and leases that ran out. It never calls the store, so it is never late. */
final class Watch implements Runnable {
    private final Active active;
    private final Alarm alarm;
    private final Stopper stopper;
    private final Ticks ticks;

    Watch(Active active, Alarm alarm, Stopper stopper, Ticks ticks) {
        this.active = active;
        this.alarm = alarm;
        this.stopper = stopper;
        this.ticks = ticks;
    }

    @Override
    public void run() {
        try {
            while (!alarm.isClosed()) {
                alarm.begin();
                alarm.sleepUntil(pass());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // ours alone: nobody interrupts it but to end it
        }
    }

    private long pass() {
        long now = ticks.now();
        long next = Ticks.NEVER;
        for (Attempt attempt : active.each()) {
            next = Math.min(next, stopper.advance(attempt, now));
        }
        return next;
    }
}
