package dev.guestkit.worker.spi;

import dev.guestkit.job.JobDocument;
import dev.guestkit.job.JobResult;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What an application does with jobs. Thread-safe.
 *
 * <p>Every method throws {@link TransportException} when the store does not answer; the caller may then try again, because
 * submission is idempotent by id and digest.
 */
public interface JobClient {
    /**
     * Stores a job durably: when this returns, it survives a crash.
     *
     * <p>The document must have been validated; {@link JobSubmission} says how. A refusal is an answer, not an exception:
     * look at it, or call {@link SubmitOutcome#orThrow()}.
     */
    SubmitOutcome submit(JobSubmission submission);

    /** Stores a job that was built here, for example by {@code JobBuilder}; see {@link #submit(JobSubmission)}. */
    default SubmitOutcome submit(JobDocument document) {
        return submit(JobSubmission.of(document));
    }

    /** What is known of a job, empty when the id is unknown. */
    Optional<JobRecord> find(String jobId);

    /** A page of jobs that match, stable while jobs arrive. */
    JobPage list(JobQuery query);

    /** For every waiting job why it waits. */
    List<WaitingJob> waiting();

    /** Asks for a stop. */
    CancelOutcome cancel(String jobId, String reason);

    /** Events after the one with id {@code after} (-1 for all), at most {@code limit}; says when some are gone. */
    EventPage events(String jobId, long after, int limit);

    /** The one result, empty while there is none. */
    Optional<JobResult> result(String jobId);

    /**
     * Waits for the result of a job that has ended or will, whoever submitted it; a worker must be running somewhere. Costs no
     * polling where the store tells of changes.
     *
     * @param atMost of real time; zero only looks
     * @return the result, empty when there was none in time or the waiting thread was interrupted, which then stays set; the
     *     job goes on either way
     */
    default Optional<JobResult> await(String jobId, Duration atMost) {
        try {
            return new ResultWait(this, jobId).await(atMost);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /**
     * The content of an artifact of a job, empty when there is none of that name. A replay has those of the job whose result it
     * has, as long as that one is kept. The caller closes the stream.
     */
    Optional<InputStream> artifact(String jobId, String name);

    /**
     * Calls {@code listener} whenever something of a job may have changed, until the returned handle is closed. A hint: it
     * may be late or lost over restarts, so that callers look again from time to time.
     */
    Subscription onChange(JobChangeListener listener);

    /** The same for one job alone, for stores that can tell of one at less cost than of all. */
    default Subscription onChange(String jobId, JobChangeListener listener) {
        return onChange(changed -> {
            if (changed.equals(jobId)) {
                listener.changed(changed);
            }
        });
    }
}
