package dev.guestkit.transport.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * The jobs that lay in the queue when a process came to it, most urgent first, so that work can begin before all of them were
 * opened: those that have begun to live first, all of them, then the others by the times of their documents, which are their
 * places in line ({@link EnqueueTime}). Thread-safe for one taker at a time.
 */
final class Backlog {
    private static final int FIRST = 2_000;
    private static final int SOME = 500;

    private final Map<String, StepLog.Found> found;
    private final Deque<String> begun = new ArrayDeque<>();
    private final Deque<String> untouched = new ConcurrentLinkedDeque<>();

    /** What is done with one job. */
    interface Taker {
        void take(String jobId, int newestStep) throws IOException;
    }

    private record Place(String jobId, long time) {}

    private Backlog(Map<String, StepLog.Found> found) {
        this.found = found;
    }

    static Backlog of(Layout layout, Map<String, StepLog.Found> found) {
        Backlog backlog = new Backlog(found);
        List<Place> places = new ArrayList<>();
        found.forEach((jobId, files) -> {
            if (files.document && files.newest > 0) {
                backlog.begun.add(jobId);
            } else if (files.document) {
                Path document = layout.document(jobId);
                places.add(new Place(jobId, document.toFile().lastModified()));
            }
        });
        places.sort(Comparator.comparingLong(Place::time).thenComparing(Place::jobId));
        places.forEach(place -> backlog.untouched.add(place.jobId()));
        return backlog;
    }

    /** Shows the steps that have no document. */
    void leftovers(Taker taker) throws IOException {
        for (Map.Entry<String, StepLog.Found> entry : found.entrySet()) {
            if (!entry.getValue().document) {
                taker.take(entry.getKey(), entry.getValue().newest);
            }
        }
    }

    /** Takes what must be known before the first claim. */
    void takeFirst(Taker taker) throws IOException {
        for (String jobId : begun) {
            taker.take(jobId, 1);
        }
        take(taker, FIRST);
    }

    /** Takes some of the rest. */
    void takeSome(Taker taker) throws IOException {
        take(taker, SOME);
    }

    private void take(Taker taker, int most) throws IOException {
        for (int i = 0; i < most && !untouched.isEmpty(); i++) {
            taker.take(untouched.getFirst(), 0);
            untouched.removeFirst();
        }
        if (untouched.isEmpty()) {
            found.clear();
        }
    }

    boolean isEmpty() {
        return untouched.isEmpty();
    }
}
