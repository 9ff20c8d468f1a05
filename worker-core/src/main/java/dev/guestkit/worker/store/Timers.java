package dev.guestkit.worker.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What time will bring to the jobs of a queue. Not thread-safe. */
final class Timers {
    private final LazyHeap<Timer> moves = heap();
    private final LazyHeap<Timer> deadlines = heap();

    private static LazyHeap<Timer> heap() {
        return new LazyHeap<>(Comparator.comparingLong(Timer::atNanos), Timer::isDead);
    }

    void add(Instant at, Timer.Kind kind, Waiting job) {
        (kind == Timer.Kind.DEADLINE ? deadlines : moves).add(new Timer(ClaimOrder.nanos(at), kind, job));
    }

    void buried() {
        moves.buried();
        deadlines.buried();
    }

    /** A job that may go on by now, null when there is none. */
    @Nullable
    Waiting due(Instant now) {
        Timer first = moves.peek();
        if (first == null || first.atNanos() > ClaimOrder.nanos(now)) {
            return null;
        }
        moves.pop();
        return first.job();
    }

    List<JobTerms> overdue(Instant now) {
        long limit = ClaimOrder.nanos(now);
        List<Timer> over = new ArrayList<>();
        Timer first = deadlines.peek();
        while (first != null && first.atNanos() <= limit) {
            deadlines.pop();
            over.add(first);
            first = deadlines.peek();
        }
        over.forEach(deadlines::add);
        return over.stream().map(timer -> timer.job().terms).toList();
    }

    Optional<Instant> next() {
        Timer move = moves.peek();
        Timer deadline = deadlines.peek();
        if (move == null && deadline == null) {
            return Optional.empty();
        }
        long a = move == null ? Long.MAX_VALUE : move.atNanos();
        long b = deadline == null ? Long.MAX_VALUE : deadline.atNanos();
        return Optional.of(Instant.EPOCH.plusNanos(Math.min(a, b)));
    }
}
