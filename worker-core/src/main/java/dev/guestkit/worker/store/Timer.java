package dev.guestkit.worker.store;

/** A moment at which something about a waiting job changes. */
record Timer(long atNanos, Kind kind, Waiting job) {
    /** What changes. */
    enum Kind {
        /** A delay or a park is over. */
        READY,
        /** Its affinity no longer keeps other workers away. */
        ANY_WORKER,
        /** It is pointless to run it. */
        DEADLINE
    }

    boolean isDead() {
        return kind == Kind.READY ? job.place != Waiting.Place.PARKED : job.place == Waiting.Place.GONE;
    }
}
