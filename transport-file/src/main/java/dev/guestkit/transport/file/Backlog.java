package dev.guestkit.transport.file;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * The jobs that lay in the queue when a process came to it, most urgent first, so that work can begin before all of them were
 * opened: those that have begun to live first, all of them, then the others by the times of their documents, which are their
 * places in line ({@link EnqueueTime}). Thread-safe for one taker at a time.
 */
final class Backlog {
    private static final int FIRST = 128;
    private static final int SOME = 2_000;

    private final List<String> begun = new ArrayList<>();
    private final List<String> leftovers = new ArrayList<>();
    private final Map<String, StepLog.Found> found;
    private final Deque<String> untouched = new ConcurrentLinkedDeque<>();

    /** What is done with one job. */
    interface Taker {
        void take(String jobId, int newestStep) throws IOException;
    }

    private record Place(String jobId, long time) {}

    private Backlog(Map<String, StepLog.Found> found) {
        this.found = found;
    }

    static Backlog of(Layout layout, Map<String, StepLog.Found> found) throws IOException {
        Backlog backlog = new Backlog(found);
        List<String> fresh = new ArrayList<>(found.size());
        found.forEach((jobId, files) -> {
            List<String> kind = files.document ? backlog.begun : backlog.leftovers;
            (files.document && files.newest == 0 ? fresh : kind).add(jobId);
        });
        backlog.untouched.addAll(inLine(layout, fresh));
        return backlog;
    }

    private static List<String> inLine(Layout layout, List<String> jobs) throws IOException {
        Map<String, Place> places = new ConcurrentHashMap<>(jobs.size() * 2);
        Halves.count(jobs, jobId -> {
            long time = layout.document(jobId).toFile().lastModified();
            return places.put(jobId, new Place(jobId, time)) == null;
        });
        return places.values().stream()
                .sorted(Comparator.comparingLong(Place::time).thenComparing(Place::jobId))
                .map(Place::jobId)
                .toList();
    }

    /** Shows the steps that have no document. */
    void leftovers(Taker taker) throws IOException {
        take(taker, leftovers);
    }

    /** Takes what must be known before the first claim. */
    void takeFirst(Taker taker) throws IOException {
        take(taker, begun);
        takeNext(taker, FIRST);
    }

    /** Takes some of the rest. */
    void takeSome(Taker taker) throws IOException {
        takeNext(taker, SOME);
    }

    private void takeNext(Taker taker, int most) throws IOException {
        List<String> next = untouched.stream().limit(most).toList();
        take(taker, next);
        // Only now: what is left tells others whether everything is known.
        next.forEach(jobId -> untouched.removeFirst());
        if (untouched.isEmpty()) {
            found.clear();
        }
    }

    private void take(Taker taker, List<String> jobs) throws IOException {
        Halves.count(jobs, jobId -> {
            StepLog.Found files = found.get(jobId);
            taker.take(jobId, files == null ? 0 : files.newest);
            return true;
        });
    }

    boolean isEmpty() {
        return untouched.isEmpty();
    }
}
