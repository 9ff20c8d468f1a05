package dev.guestkit.worker.store;

/** Ready jobs that the same workers may run, most urgent first. */
final class Line {
    final Demand demand;
    /** Whether it is still only for workers that the affinity prefers. */
    final boolean preferring;

    final LazyHeap<Waiting> jobs = new LazyHeap<>(Waiting::byPlaceInLine, this::isElsewhere);
    int size;

    Line(Demand demand, boolean preferring) {
        this.demand = demand;
        this.preferring = preferring;
    }

    void add(Waiting job) {
        job.place = Waiting.Place.LINE;
        job.line = this;
        jobs.add(job);
        size++;
    }

    /** Notes that a job that was in this line is kept elsewhere now; the heap drops it in time. */
    void left(Waiting job) {
        popped(job);
        jobs.buried();
    }

    /** Notes that a job was taken off the heap. */
    void popped(Waiting job) {
        job.line = null;
        size--;
    }

    private boolean isElsewhere(Waiting job) {
        return job.line != this;
    }
}
