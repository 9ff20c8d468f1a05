package dev.guestkit.transport.file;

import dev.guestkit.job.JobResult;
import dev.guestkit.worker.store.JobChange;
import java.util.Optional;

/**
 * What is to be made of a job, and what to answer once it is.
 *
 * @param next empty to leave the job as it is
 */
record Move<R>(R answer, Optional<Next> next) {
    /**
     * The step to add.
     *
     * @param result the job's result when the step ends it
     * @param durable whether the answer waits for stable storage; results always do
     */
    record Next(Snapshot snapshot, Optional<JobResult> result, boolean durable) {}

    static <R> Move<R> none(R answer) {
        return new Move<>(answer, Optional.empty());
    }

    static <R> Move<R> to(R answer, Life life, JobChange change, boolean durable) {
        return new Move<>(answer, Optional.of(new Next(life.snapshot().after(change), change.result(), durable)));
    }
}
