package dev.guestkit.worker.spi;

import java.io.InputStream;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * What a worker does with jobs. Thread-safe. Every write carries the claim's token; one with an old token answers
 * {@link WriteOutcome#FENCED}, a repeat of an accepted one {@link WriteOutcome#ALREADY}. Every method throws
 * {@link TransportException} when the store does not answer: what then happened is unknown, and the same call may be made again.
 */
public interface JobSource {
    /**
     * Takes up to {@code max} jobs that {@code offer} may run, most urgent first; none while paused. Waits at most
     * {@code wait} for one without polling; an interrupt ends the waiting and stays set.
     */
    List<Claim> claim(WorkerOffer offer, int max, Duration wait);

    /** Makes leases last again from now on; one answer for each token, missing only when the store did not say. */
    Map<ClaimToken, Renewal> renew(Collection<ClaimToken> tokens);

    /**
     * Records that the handler is about to run ({@code assigned} to {@code running}) and counts the start.
     *
     * @param repeatable false when the job must never be started again after this, whatever becomes of the worker
     */
    WriteOutcome start(ClaimToken token, boolean repeatable);

    /** Adds events to the job's stream. */
    WriteOutcome report(ClaimToken token, List<JobEvent> events);

    /** Stores an artifact beside the result, replacing an earlier one of that name; reads {@code content} to its end. */
    StoredArtifact artifact(ClaimToken token, String name, InputStream content);

    /** Ends the attempt: with the job's one result, with a retry, or parked. Durable when it returns {@code OK}. */
    WriteOutcome finish(ClaimToken token, Finish finish);

    /**
     * Calls {@code listener} as soon as a stop of a job claimed through this face is asked for, where the store can tell; the
     * answer to the next renewal says it in any case. A store that cannot tell keeps this default, which never calls.
     */
    default Subscription onCancel(CancelListener listener) {
        return () -> {};
    }

    /** Gives the job back untouched; the attempt is not spent. */
    WriteOutcome release(ClaimToken token, String reason);
}
