package dev.guestkit.worker.store;

import dev.guestkit.worker.spi.WorkerOffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All lines of a queue, and which worker takes from which. Not thread-safe. */
final class Lines {
    private static final int MANY = 1024;

    private record Key(Demand demand, boolean preferring) {}

    private final Map<Key, Line> byKey = new HashMap<>();
    private final List<Line> all = new ArrayList<>();
    private final Map<String, OfferView> views = new HashMap<>();
    private int sweeps;
    private int sweepAt = MANY;

    /** The line for this demand. */
    Line of(Demand demand, boolean preferring) {
        Key key = new Key(demand, preferring);
        Line line = byKey.get(key);
        if (line == null) {
            sweepWhenMany();
            line = new Line(demand, preferring);
            byKey.put(key, line);
            all.add(line);
        }
        return line;
    }

    /** The next jobs of a worker with this offer. */
    Taking taking(WorkerOffer offer) {
        String workerId = offer.capabilities().workerId();
        OfferView view = views.get(workerId);
        if (view == null) {
            if (views.size() > MANY) {
                views.clear();
            }
            view = new OfferView(offer);
            views.put(workerId, view);
        }
        return view.taking(offer, all, sweeps);
    }

    boolean hasReady() {
        for (Line line : all) {
            if (line.size > 0) {
                return true;
            }
        }
        return false;
    }

    /** The newest offer of a worker, as far as it decides which jobs the worker may run. */
    Optional<WorkerOffer> offerOf(String workerId) {
        return Optional.ofNullable(views.get(workerId)).map(OfferView::offer);
    }

    /** Whether a worker's last claim left it room for this operation, as far as known. */
    boolean hasPermit(String workerId, String operation) {
        OfferView view = views.get(workerId);
        return view == null || view.hasPermit(operation);
    }

    private void sweepWhenMany() {
        if (all.size() < sweepAt) {
            return;
        }
        all.removeIf(line -> line.size == 0);
        byKey.values().removeIf(line -> line.size == 0);
        sweeps++;
        sweepAt = Math.max(MANY, all.size() * 2);
    }
}
