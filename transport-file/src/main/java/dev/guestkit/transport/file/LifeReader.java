package dev.guestkit.transport.file;

import dev.guestkit.job.DocumentException;
import dev.guestkit.job.JobCodec;
import dev.guestkit.job.JobDocument;
import dev.guestkit.job.JobResult;
import dev.guestkit.worker.spi.HistoryEntry;
import dev.guestkit.worker.spi.JobState;
import dev.guestkit.worker.spi.TransportException;
import dev.guestkit.worker.spi.TransportException.Kind;
import dev.guestkit.worker.store.ClaimEnd;
import dev.guestkit.worker.store.JobStanding;
import dev.guestkit.worker.store.JobTerms;
import dev.guestkit.worker.store.JobTransitions;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads where a job stands from its document and its steps. Thread-safe. */
final class LifeReader {
    private final Layout layout;
    private final StepLog steps;
    private final JobCodec codec;
    private final SnapshotJson json;

    LifeReader(Layout layout, StepLog steps, JobCodec codec, SnapshotJson json) {
        this.layout = layout;
        this.steps = steps;
        this.codec = codec;
        this.json = json;
    }

    /**
     * What was found.
     *
     * @param life where the job stands, before its end when it has one
     * @param result the result that its newest step holds
     */
    record Found(Life life, Optional<JobResult> result) {}

    /**
     * Reads the newest step.
     *
     * @param known the terms when they were read before
     * @return empty when files are gone, because the job has ended meanwhile
     * @throws TransportException {@code CORRUPT} when the document cannot be read as one
     */
    Optional<Found> read(String jobId, int newest, Optional<JobTerms> known) throws IOException {
        Optional<JobTerms> terms = known.isPresent() ? known : document(jobId).map(JobTerms::of);
        if (terms.isEmpty()) {
            return Optional.empty();
        }
        Optional<JobResult> result = Optional.empty();
        for (int step = newest; step >= 1; step--) {
            Optional<byte[]> bytes = steps.read(jobId, step);
            if (bytes.isEmpty()) {
                return Optional.empty();
            }
            Optional<Snapshot> snapshot = json.read(bytes.get());
            if (snapshot.isPresent()) {
                return Optional.of(new Found(new Life(terms.get(), newest, snapshot.get()), result));
            }
            // Neither a snapshot nor a result: a power cut took the bytes of a step that was not waited for, which
            // undoes it.
            result = step == newest ? result(bytes.get()) : result;
        }
        return submitted(terms.get(), newest, result);
    }

    private Optional<Found> submitted(JobTerms terms, int newest, Optional<JobResult> result) throws IOException {
        try {
            return Optional.of(new Found(new Life(terms, newest, first(terms)), result));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Where a job stands of which there is only the document. */
    private Snapshot first(JobTerms terms) throws IOException {
        Instant at = EnqueueTime.read(layout.document(terms.jobId()), terms.priority());
        return Snapshot.first(new JobTransitions("").admitted(terms, at));
    }

    /** The document of a job that has not ended. */
    Optional<JobDocument> document(String jobId) throws IOException {
        Optional<byte[]> bytes = steps.document(jobId);
        try {
            return bytes.map(codec::readJob);
        } catch (DocumentException e) {
            throw new TransportException(
                    Kind.CORRUPT,
                    layout.document(jobId) + " is no job document any more; restore it, or move it away: "
                            + e.getMessage(),
                    e);
        }
    }

    private Optional<JobResult> result(byte[] bytes) {
        return codec.parseResult(bytes).document();
    }

    /** Where a job stood at its end, from the last thing known before it. */
    static Snapshot ended(Snapshot before, JobResult result) {
        JobStanding last = before.standing();
        JobState state = JobState.valueOf(result.status().name());
        Instant at = result.completedAt().or(result::failedAt).orElse(last.queuedAt());
        boolean reported = last.state().isClaimed() && last.workerId().equals(Optional.of(result.workerId()));
        JobStanding standing = new JobStanding(
                state,
                last.attempt(),
                last.failedStarts(),
                last.lostLeases(),
                last.epoch(),
                last.nonce(),
                reported ? ClaimEnd.DONE : ClaimEnd.LOST,
                last.repeatable(),
                last.submittedAt(),
                last.queuedAt(),
                last.startedAt(),
                Optional.of(at),
                Optional.empty(),
                List.of(),
                false,
                last.workerId(),
                last.cancelReason(),
                result.error());
        String cause = result.error().map(error -> error.code()).orElse("finished");
        HistoryEntry entry = new HistoryEntry(at, last.state(), state, cause);
        List<HistoryEntry> history = new java.util.ArrayList<>(before.history());
        history.add(entry);
        return new Snapshot(standing, history, Optional.empty(), Duration.ZERO);
    }
}
