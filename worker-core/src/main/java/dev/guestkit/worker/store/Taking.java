package dev.guestkit.worker.store;

import dev.guestkit.worker.spi.WorkerOffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One worker taking jobs: the most urgent head of its lines, again and again, within its permits. Not thread-safe. */
final class Taking {
    private final List<Line> lines;
    private final Map<String, Integer> permits;

    Taking(WorkerOffer offer, List<Line> lines) {
        this.lines = lines;
        this.permits = offer.operationPermits().isEmpty() ? Map.of() : new HashMap<>(offer.operationPermits());
    }

    /** The next job in order, taken off its line's heap; null when there is none. */
    @Nullable
    Waiting next() {
        Line best = null;
        Waiting first = null;
        for (Line line : lines) {
            Waiting head = line.jobs.peek();
            if (head != null
                    && (first == null || Waiting.byPlaceInLine(head, first) < 0)
                    && hasPermit(line.demand.operation())) {
                best = line;
                first = head;
            }
        }
        if (best != null) {
            best.jobs.pop();
        }
        return first;
    }

    boolean hasPermit(String operation) {
        return permits.getOrDefault(operation, 1) > 0;
    }

    void took(String operation) {
        if (!permits.isEmpty()) {
            permits.computeIfPresent(operation, (name, left) -> left - 1);
        }
    }
}
