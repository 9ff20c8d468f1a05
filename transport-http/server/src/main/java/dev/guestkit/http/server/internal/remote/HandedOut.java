package dev.guestkit.http.server.internal.remote;

import dev.guestkit.worker.spi.Claim;
import java.time.Duration;

/** A claim, and when its lease began by the server's monotonic clock. */
record HandedOut(Claim claim, long since) {
    /** What is left of the lease. */
    Duration remaining(long now) {
        return claim.lease().minusNanos(now - since);
    }

    boolean isDead(long now) {
        return remaining(now).compareTo(Duration.ZERO) <= 0;
    }
}
