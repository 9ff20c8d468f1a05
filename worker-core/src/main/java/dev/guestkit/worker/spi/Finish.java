package dev.guestkit.worker.spi;

import dev.guestkit.job.JobError;
import dev.guestkit.job.JobResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How an attempt ended. */
public sealed interface Finish {
    /** The job has ended with this result. */
    record Done(JobResult result) implements Finish {}

    /** Another attempt follows after {@code delay}. */
    record Again(JobError error, Duration delay) implements Finish {}

    /**
     * Back to the queue, attempt not spent, until a time or until the named jobs have ended; whichever comes first of what is given.
     *
     * @param any whether the end of one of the jobs is enough
     */
    record Park(Optional<Instant> until, List<String> jobs, boolean any) implements Finish {
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
}
