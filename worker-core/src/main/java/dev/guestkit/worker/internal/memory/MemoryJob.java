package dev.guestkit.worker.internal.memory;

import dev.guestkit.job.JobCodec;
import dev.guestkit.job.JobDocument;
import dev.guestkit.job.JobResult;
import dev.guestkit.job.ProgressEvent;
import dev.guestkit.worker.spi.HistoryEntry;
import dev.guestkit.worker.spi.JobEvent;
import dev.guestkit.worker.spi.JobRecord;
import dev.guestkit.worker.spi.JobSubmission;
import dev.guestkit.worker.store.JobChange;
import dev.guestkit.worker.store.JobFacts;
import dev.guestkit.worker.store.JobStanding;
import dev.guestkit.worker.store.JobTerms;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One job in memory. Guarded by the store's lock, apart from {@link #document}. */
final class MemoryJob {
    /** A job that is parked again and again must not fill the memory. */
    private static final int LONGEST_HISTORY = 1000;

    final JobTerms terms;
    final byte[] bytes;
    final byte[] received;
    final EventLog events;
    JobStanding standing;

    @Nullable
    JobResult result;
    /** When the lease runs out, by the monotonic clock; of meaning only while claimed. */
    long leaseUntil;

    Map<String, MemoryArtifacts.Stored> artifacts = Map.of();
    private final List<HistoryEntry> history = new ArrayList<>(4);
    /** The parsed document, as long as it is worth its memory. */
    private volatile @Nullable JobDocument parsed;

    MemoryJob(JobTerms terms, JobSubmission submission, JobStanding standing, int eventLimit, boolean keepParsed) {
        this.terms = terms;
        this.bytes = submission.bytes();
        this.received = submission.digested();
        this.standing = standing;
        this.events = new EventLog(eventLimit);
        this.parsed = keepParsed ? submission.document() : null;
    }

    JobDocument document(JobCodec codec) {
        JobDocument known = parsed;
        return known == null ? codec.readJob(bytes) : known;
    }

    /** Lets the parsed document go; it can be read again. */
    void forgetDocument() {
        parsed = null;
    }

    void apply(JobChange change) {
        standing = change.standing();
        if (change.entry().isPresent()) {
            HistoryEntry entry = change.entry().get();
            if (history.size() == LONGEST_HISTORY) {
                history.remove(0);
            }
            history.add(entry);
            events.add(new JobEvent.StateChange(entry));
        }
        if (change.result().isPresent()) {
            result = change.result().get();
        }
    }

    List<HistoryEntry> history() {
        return List.copyOf(history);
    }

    JobFacts facts() {
        return JobFacts.of(terms, standing);
    }

    Snapshot snapshot() {
        return new Snapshot(this, standing, events.newestProgress(), history());
    }

    /** A job as it was under the lock; the record is made outside of it, because that may read the document. */
    record Snapshot(MemoryJob job, JobStanding standing, Optional<ProgressEvent> progress, List<HistoryEntry> history) {
        JobRecord toRecord(JobCodec codec) {
            return standing.toRecord(job.document(codec), progress, history);
        }
    }
}
