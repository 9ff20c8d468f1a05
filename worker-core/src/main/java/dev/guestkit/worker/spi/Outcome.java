package dev.guestkit.worker.spi;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a handler returns. */
public sealed interface Outcome {
    /** The work is done. */
    record Done(HandlerResult result) implements Outcome {}

    /**
     * Wait without holding a permit, a thread or a lease, then run again from the start; the attempt is not spent. However
     * soon the time or the end of the jobs is, a tenth of a second passes first.
     *
     * @param until wait at most until then
     * @param jobs or until these have ended
     * @param any whether the end of one of them is enough
     */
    record Park(Optional<Instant> until, List<String> jobs, boolean any) implements Outcome {
        /**
         * Copies the list.
         *
         * @throws IllegalArgumentException when neither a time nor a job is given
         */
        public Park {
            jobs = List.copyOf(jobs);
            if (until.isEmpty() && jobs.isEmpty()) {
                throw new IllegalArgumentException(
                        "a park waits for a time or for jobs, was given neither; go on instead");
            }
        }
    }

    /** Done, with this result. */
    static Outcome done(HandlerResult result) {
        return new Done(result);
    }

    /** Wait until {@code time}. */
    static Outcome parkUntil(Instant time) {
        return new Park(Optional.of(time), List.of(), false);
    }

    /**
     * Wait until all of these jobs have ended.
     *
     * @throws IllegalArgumentException when there are none
     */
    static Outcome parkUntilEnded(List<String> jobIds) {
        return new Park(Optional.empty(), jobIds, false);
    }

    /**
     * Wait until one of these jobs has ended.
     *
     * @throws IllegalArgumentException when there are none
     */
    static Outcome parkUntilAnyEnds(List<String> jobIds) {
        return new Park(Optional.empty(), jobIds, true);
    }
}
