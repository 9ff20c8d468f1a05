package dev.guestkit.worker.internal;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Room set aside for one claim. Used by one thread. */
final class Reservation implements AutoCloseable {
    private final Permits permits;
    private final Map<String, Integer> operations;
    private final boolean lacking;
    private int jobs;
    private Map<String, Long> held;

    Reservation(Permits permits, int jobs, Map<String, Integer> operations, Map<String, Long> held, boolean lacking) {
        this.permits = permits;
        this.jobs = jobs;
        this.operations = operations;
        this.held = held;
        this.lacking = lacking;
    }

    /** How many jobs the claim may bring. */
    int jobs() {
        return jobs;
    }

    Map<String, Long> held() {
        return held;
    }

    /** How many of each operation that is limited further. */
    Map<String, Integer> operations() {
        return operations;
    }

    /** Whether there is an operation that does not fit just now. */
    boolean isLacking() {
        return lacking;
    }

    /** The permit for a job of this operation; empty when the claim brought more than was offered. */
    Optional<Permit> take(String operation) {
        Needs needs = permits.needsOf(operation);
        if (jobs == 0 || needs.fits(held, 1) == 0) {
            return Optional.empty();
        }
        jobs--;
        if (!needs.amounts().isEmpty()) {
            held = new HashMap<>(held);
            needs.amounts().forEach((pool, amount) -> held.merge(pool, -amount, Long::sum));
        }
        return Optional.of(new Permit(permits, needs));
    }

    /** Gives back what was not taken; again does nothing. */
    @Override
    public void close() {
        if (jobs == 0 && held.values().stream().allMatch(amount -> amount == 0)) {
            return;
        }
        int restJobs = jobs;
        Map<String, Long> restHeld = held;
        jobs = 0;
        held = Map.of();
        permits.giveBack(restJobs, restHeld);
    }
}
