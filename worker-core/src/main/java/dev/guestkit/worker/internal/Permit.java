package dev.guestkit.worker.internal;

import java.util.concurrent.atomic.AtomicBoolean;

/** The room that one job takes; goes back exactly once, however often and from wherever it is closed. Thread-safe. */
final class Permit implements AutoCloseable {
    private final Permits permits;
    private final Needs taken;
    private final AtomicBoolean back = new AtomicBoolean();

    Permit(Permits permits, Needs taken) {
        this.permits = permits;
        this.taken = taken;
    }

    Needs taken() {
        return taken;
    }

    /** True for the first caller only, who must put the room back. */
    boolean takeBack() {
        return back.compareAndSet(false, true);
    }

    @Override
    public void close() {
        if (takeBack()) {
            permits.giveBack(1, taken.amounts());
        }
    }
}
