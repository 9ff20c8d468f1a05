package dev.guestkit.transport.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.guestkit.transport.http.internal.ClaimJson;
import dev.guestkit.transport.http.internal.WireJson;
import dev.guestkit.transport.http.internal.WirePaths;
import dev.guestkit.worker.spi.Claim;
import dev.guestkit.worker.spi.TimeSource;
import dev.guestkit.worker.spi.TransportException;
import dev.guestkit.worker.spi.WorkerOffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Claims by long polls. Each has a number under which the server remembers what it answered: when the answer is lost, the same
 * number is asked again and gets the same claims, as long as the server lives; otherwise their leases run out. Thread-safe.
 */
final class RemoteClaims {
    /** More lost answers than a worker has claim threads are of claims whose leases have long run out. */
    private static final int MOST_UNSETTLED = 8;

    private static final Duration ONE_DAY = Duration.ofDays(1);

    private final Link link;
    private final TimeSource time;
    private final String session;
    private final Duration longestPoll;
    private final Duration answerTime;
    private final AtomicLong polls = new AtomicLong();
    private final ConcurrentLinkedDeque<String> unsettled = new ConcurrentLinkedDeque<>();

    RemoteClaims(Link link, TimeSource time, String session, Duration longestPoll, Duration answerTime) {
        this.link = link;
        this.time = time;
        this.session = session;
        this.longestPoll = longestPoll;
        this.answerTime = answerTime;
    }

    List<Claim> claim(WorkerOffer offer, int max, Duration wait) {
        long end = time.nanoTime() + (wait.compareTo(ONE_DAY) > 0 ? ONE_DAY : wait).toNanos();
        boolean cut = false;
        while (true) {
            Duration left = Duration.ofNanos(Math.max(0, end - time.nanoTime()));
            try {
                List<Claim> claims = poll(offer, max, left.compareTo(longestPoll) < 0 ? left : longestPoll);
                if (!claims.isEmpty() || left.isZero() || Thread.currentThread().isInterrupted()) {
                    return claims;
                }
                cut = false;
            } catch (TransportException e) {
                if (cut || link.server().isClosed() || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                cut = true; // once: a connection that was cut says nothing of the server
            }
        }
    }

    private List<Claim> poll(WorkerOffer offer, int max, Duration wait) {
        String before = unsettled.poll();
        String number = before != null ? before : session + "-" + polls.incrementAndGet();
        boolean settled = false;
        try {
            List<Claim> claims = read(await(number, offer, max, wait));
            settled = true;
            return claims;
        } finally {
            if (!settled && unsettled.size() < MOST_UNSETTLED) {
                unsettled.add(number);
            }
        }
    }

    private Answer await(String number, WorkerOffer offer, int max, Duration wait) {
        if (Thread.currentThread().isInterrupted()) {
            return link.ask(call(number, offer, max, Duration.ZERO));
        }
        CompletableFuture<Answer> answer = link.server().send(call(number, offer, max, wait));
        try {
            return link.awaiting(answer);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return settle(number, offer, answer);
        }
    }

    /** What the server has handed out under this number must not be lost: the same number with no room says it and ends the wait. */
    private Answer settle(String number, WorkerOffer offer, CompletableFuture<Answer> first) {
        try {
            return link.ask(call(number, offer, 0, Duration.ZERO));
        } finally {
            first.cancel(true);
        }
    }

    private List<Claim> read(Answer answer) {
        return link.read(answer, data -> data.list("claims", ClaimJson::claim));
    }

    private Call call(String number, WorkerOffer offer, int max, Duration wait) {
        ObjectNode body = WireJson.object()
                .put("request_id", number)
                .put("session", session)
                .put("max", max)
                .put("wait_seconds", wait.toNanos() / 1e9);
        body.set("offer", ClaimJson.write(offer));
        // Not repeated by itself: a repeat must know what is left of the wait.
        return Call.post(WirePaths.CLAIM, WireJson.bytes(body))
                .within(wait.plus(answerTime))
                .withRepeats(0);
    }
}
