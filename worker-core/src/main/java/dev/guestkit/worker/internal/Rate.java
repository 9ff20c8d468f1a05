package dev.guestkit.worker.internal;

import java.util.Arrays;

/**
 * At most four progress events within any second (protocol, section 4). The last word of an attempt goes out whenever the
 * handler ends, so one place of the four is kept for it. Not thread-safe.
 */
final class Rate {
    private static final int MOST = 4;
    /** A second and a little: the events' wall times and our ticks are not read in one instant. */
    private static final long WINDOW_NANOS = 1_020_000_000L;

    /** When the last ones went out, the oldest at {@link #oldest}. */
    private final long[] sent = new long[MOST];

    private int oldest;

    Rate() {
        Arrays.fill(sent, -WINDOW_NANOS);
    }

    /** Takes all four as sent just at this tick, because nobody knows how many were. */
    void full(long tick) {
        Arrays.fill(sent, tick);
    }

    /** Whether one more may go out and leaves a place for the last word. */
    boolean mayGo(long tick) {
        return tick - sent[(oldest + 1) % MOST] >= WINDOW_NANOS;
    }

    /** Whether the last word may go out. */
    boolean mayEnd(long tick) {
        return tick - sent[oldest] >= WINDOW_NANOS;
    }

    void went(long tick) {
        sent[oldest] = tick;
        oldest = (oldest + 1) % MOST;
    }
}
