package dev.guestkit.worker.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One job in a {@link ClaimQueue}. */
final class Waiting {
    /** Where a waiting job is kept. */
    enum Place {
        /** Ready, in a line. */
        LINE,
        /** Until a time or until other jobs end. */
        PARKED,
        /** Aside, because of a running job that it must not meet. */
        BLOCKED,
        /** Not in the queue any more. */
        GONE
    }

    final JobTerms terms;
    final JobStanding standing;
    final long key;
    final long sequence;
    Place place = Place.PARKED;

    @Nullable
    Line line;
    /** The running job that it is kept aside for, while it is. */
    String blocker = "";
    /** The jobs that it is parked for and that have not ended. */
    List<String> openJobs = List.of();

    Waiting(JobTerms terms, JobStanding standing, long key, long sequence) {
        this.terms = terms;
        this.standing = standing;
        this.key = key;
        this.sequence = sequence;
    }

    static int byPlaceInLine(Waiting a, Waiting b) {
        int byKey = Long.compare(a.key, b.key);
        return byKey != 0 ? byKey : Long.compare(a.sequence, b.sequence);
    }
}
