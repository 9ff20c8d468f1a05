package dev.guestkit.worker.store;

import dev.guestkit.job.WorkerCapabilities;
import dev.guestkit.worker.spi.WorkerOffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lines that one worker may take from, kept while what it offers stays the same. Not thread-safe. */
final class OfferView {
    private final List<Line> mine = new ArrayList<>();
    private WorkerOffer offer;
    private @Nullable Taking taking;
    private int seen;
    private int generation = -1;

    OfferView(WorkerOffer offer) {
        this.offer = offer;
    }

    /** The newest offer, as far as it decides which jobs the worker may run. */
    WorkerOffer offer() {
        return offer;
    }

    /** Whether the newest claim left a permit for this operation. */
    boolean hasPermit(String operation) {
        Taking last = taking;
        return last == null || last.hasPermit(operation);
    }

    /** Begins to take from the lines for this worker out of all lines, see {@link #lines}. */
    Taking taking(WorkerOffer now, List<Line> all, int sweeps) {
        Taking begun = new Taking(now, lines(now, all, sweeps));
        taking = begun;
        return begun;
    }

    /** The lines for this worker; {@code sweeps} changes whenever lines were taken out of {@code all}. */
    private List<Line> lines(WorkerOffer now, List<Line> all, int sweeps) {
        if (generation != sweeps || !isSame(now)) {
            mine.clear();
            seen = 0;
            generation = sweeps;
        }
        offer = now;
        for (; seen < all.size(); seen++) {
            if (WorkerMatch.mayRun(all.get(seen), offer)) {
                mine.add(all.get(seen));
            }
        }
        return mine;
    }

    private boolean isSame(WorkerOffer now) {
        WorkerCapabilities a = offer.capabilities();
        WorkerCapabilities b = now.capabilities();
        boolean same = a.equals(b) // mostly the very same object
                || (a.capabilities().equals(b.capabilities())
                        && a.configuration().equals(b.configuration())
                        && a.resources().equals(b.resources())
                        && a.version().equals(b.version()));
        return same && offer.payloadTypes().equals(now.payloadTypes());
    }
}
