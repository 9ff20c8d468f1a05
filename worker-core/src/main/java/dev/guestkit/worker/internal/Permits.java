package dev.guestkit.worker.internal;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How many jobs fit: in all, of an operation, of a named resource, of scratch space.
 *
 * <p>A claim is made on a {@link Reservation}, so that two claims can never promise the same room; the jobs that it brings
 * take their {@link Permit} out of it, and the rest goes back when it is closed. A permit goes back once, however often it is
 * closed. Thread-safe.
 */
final class Permits {
    private final int total;
    private final Map<String, Long> free;
    /** The needs of the operations that take something of a pool. */
    private final Map<String, Needs> limited;

    private final boolean someUnlimited;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition freed = lock.newCondition();
    private int freeJobs;
    private boolean closed;
    private Runnable onRoom = () -> {};

    /**
     * Makes them.
     *
     * @param total how many jobs in all
     * @param pools the size of each pool
     * @param needs by operation: what one run takes
     */
    Permits(int total, Map<String, Long> pools, Map<String, Needs> needs) {
        this.total = total;
        this.freeJobs = total;
        this.free = new HashMap<>(pools);
        this.limited = needs.entrySet().stream()
                .filter(e -> !e.getValue().amounts().isEmpty())
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
        this.someUnlimited = limited.size() < needs.size();
    }

    /** What runs when room in a pool comes back: a claim that waits may be offering too little now. */
    void onRoom(Runnable action) {
        onRoom = action;
    }

    int total() {
        return total;
    }

    int inUse() {
        lock.lock();
        try {
            return total - freeJobs;
        } finally {
            lock.unlock();
        }
    }

    Map<String, Long> freePools() {
        lock.lock();
        try {
            return Map.copyOf(free);
        } finally {
            lock.unlock();
        }
    }

    /** Waits until something fits and reserves as much as does; null when closed. */
    @Nullable
    Reservation await() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed) {
                Reservation reservation = tryReserve(freeJobs);
                if (reservation != null) {
                    return reservation;
                }
                freed.await();
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    /** Gives a permit back and reserves room for one job, in one step that wakes nobody; null when nothing fits or closed. */
    @Nullable
    Reservation exchange(Permit permit) {
        lock.lock();
        try {
            if (permit.takeBack()) {
                put(1, permit.taken().amounts());
            }
            Reservation reservation = closed ? null : tryReserve(1);
            if (reservation == null) {
                freed.signal();
            }
            return reservation;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Reservation tryReserve(int most) {
        int jobs = Math.min(most, freeJobs);
        if (jobs <= 0) {
            return null;
        }
        return limited.isEmpty() ? take(new Reservation(this, jobs, Map.of(), Map.of(), false)) : reserveLimited(jobs);
    }

    private @Nullable Reservation reserveLimited(int most) {
        Map<String, Integer> offer = new HashMap<>();
        Needs worst = Needs.NONE;
        boolean any = someUnlimited;
        boolean lacking = false;
        for (Map.Entry<String, Needs> operation : limited.entrySet()) {
            int fits = operation.getValue().fits(free, most);
            offer.put(operation.getKey(), fits);
            lacking |= fits == 0;
            if (fits > 0) {
                any = true;
                worst = worst.orWorse(operation.getValue());
            }
        }
        return any ? reserveWorst(most, offer, worst, lacking) : null;
    }

    /** Whatever the claim brings must fit: as many of the most demanding kind as there is room for, and at least one of any. */
    private Reservation reserveWorst(int most, Map<String, Integer> offer, Needs worst, boolean lacking) {
        int jobs = Math.max(1, sharedFit(most, worst));
        Map<String, Long> held = new HashMap<>();
        worst.amounts().forEach((pool, amount) -> held.put(pool, Math.min(amount * jobs, free.getOrDefault(pool, 0L))));
        offer.replaceAll((operation, fits) -> Math.min(fits, jobs));
        return take(new Reservation(this, jobs, offer, held, lacking));
    }

    /** Pools that only one operation draws from limit that operation, not the claim. */
    private int sharedFit(int most, Needs worst) {
        long fits = most;
        for (Map.Entry<String, Long> need : worst.amounts().entrySet()) {
            long users = limited.values().stream()
                    .filter(n -> n.amounts().containsKey(need.getKey()))
                    .count();
            if (users > 1) {
                fits = Math.min(fits, free.getOrDefault(need.getKey(), 0L) / need.getValue());
            }
        }
        return (int) fits;
    }

    private Reservation take(Reservation reservation) {
        freeJobs -= reservation.jobs();
        reservation.held().forEach((pool, amount) -> free.merge(pool, -amount, Long::sum));
        return reservation;
    }

    Needs needsOf(String operation) {
        return limited.getOrDefault(operation, Needs.NONE);
    }

    /** Puts room back and wakes whoever waits for it. */
    void giveBack(int jobs, Map<String, Long> amounts) {
        lock.lock();
        try {
            put(jobs, amounts);
            if (freeJobs > 0) { // pools alone are of no use to who waits for a place
                freed.signal();
            }
        } finally {
            lock.unlock();
        }
        if (!amounts.isEmpty()) {
            onRoom.run();
        }
    }

    private void put(int jobs, Map<String, Long> amounts) {
        freeJobs += jobs;
        amounts.forEach((pool, amount) -> free.merge(pool, amount, Long::sum));
    }

    /** Ends every wait; what is out still comes back. */
    void close() {
        lock.lock();
        try {
            closed = true;
            freed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
