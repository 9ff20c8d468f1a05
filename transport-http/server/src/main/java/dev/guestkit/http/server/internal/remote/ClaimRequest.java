package dev.guestkit.http.server.internal.remote;

import dev.guestkit.transport.http.internal.ClaimJson;
import dev.guestkit.transport.http.internal.WireException;
import dev.guestkit.transport.http.internal.WireObject;
import dev.guestkit.worker.spi.WorkerOffer;
import java.time.Duration;

/**
 * A worker asks for jobs.
 *
 * @param number the worker's own; asking again under it gets what was handed out under it
 * @param session the process that asks, which is told of cancels
 * @param max how many at most; 0 takes none and ends a wait under the same number
 * @param patience how long there may be none
 */
record ClaimRequest(String number, String session, WorkerOffer offer, int max, Duration patience) {
    private static final int MOST = 1000;
    private static final int LONGEST_NAME = 128;
    /** Below the 30 s after which idle connections are closed. */
    private static final double LONGEST_WAIT = 25;

    static ClaimRequest read(WireObject in) {
        double wait = in.number("wait_seconds");
        if (!(wait >= 0)) {
            throw new WireException("/wait_seconds", "must be at least 0, is " + wait);
        }
        return new ClaimRequest(
                name(in, "request_id"),
                name(in, "session"),
                ClaimJson.offer(in.object("offer")),
                in.small("max", 0, MOST),
                Duration.ofNanos((long) (Math.min(wait, LONGEST_WAIT) * 1e9)));
    }

    static String name(WireObject in, String key) {
        String name = in.text(key);
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            throw new WireException("/" + key, "must be 1 to " + LONGEST_NAME + " characters, is " + name.length());
        }
        return name;
    }
}
