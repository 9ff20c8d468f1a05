package dev.guestkit.worker.store;

import dev.guestkit.job.JobResult;
import dev.guestkit.worker.spi.HistoryEntry;
import java.util.Optional;

/**
 * What one step makes of a job. A transport writes all of it in one atomic act.
 *
 * @param standing where the job stands now
 * @param entry for the history and the event stream; empty when the state is the same as before
 * @param result the job's one result, when the step ended it
 */
public record JobChange(JobStanding standing, Optional<HistoryEntry> entry, Optional<JobResult> result) {}
