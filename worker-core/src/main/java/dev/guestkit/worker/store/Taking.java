package dev.guestkit.worker.store;

import dev.guestkit.worker.spi.WorkerOffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** One worker taking jobs: the most urgent head of its lines, again and again, within its permits. Not thread-safe. */
final class Taking {
    private record Head(Waiting job, Line line) {}

    private final PriorityQueue<Head> heads =
            new PriorityQueue<>(Comparator.comparing(Head::job, Waiting::byPlaceInLine));
    private final Map<String, Integer> permits;
    private @Nullable Line last;

    Taking(WorkerOffer offer, List<Line> lines) {
        this.permits = new HashMap<>(offer.operationPermits());
        List<Head> first = new ArrayList<>();
        for (Line line : lines) {
            Waiting head = line.jobs.peek();
            if (head != null) {
                first.add(new Head(head, line));
            }
        }
        heads.addAll(first);
    }

    /** The next job in order, taken off its line's heap; null when there is none. */
    @Nullable
    Waiting next() {
        refill();
        Head head = heads.poll();
        while (head != null && permits.getOrDefault(head.line().demand.operation(), 1) <= 0) {
            head = heads.poll();
        }
        if (head == null) {
            return null;
        }
        last = head.line();
        last.jobs.pop();
        return head.job();
    }

    private void refill() {
        Line line = last;
        last = null;
        Waiting head = line == null ? null : line.jobs.peek();
        if (line != null && head != null) {
            heads.add(new Head(head, line));
        }
    }

    void took(String operation) {
        permits.computeIfPresent(operation, (name, left) -> left - 1);
    }
}
