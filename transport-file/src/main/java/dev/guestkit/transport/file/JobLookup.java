package dev.guestkit.transport.file;

import dev.guestkit.job.DocumentException;
import dev.guestkit.job.JobCodec;
import dev.guestkit.job.JobDocument;
import dev.guestkit.job.JobResult;
import dev.guestkit.job.Json;
import dev.guestkit.job.Parsed;
import dev.guestkit.job.Payload;
import dev.guestkit.worker.spi.HistoryEntry;
import dev.guestkit.worker.spi.JobRecord;
import dev.guestkit.worker.store.JobStanding;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds what is known of one job, whether it has ended or not. Thread-safe. */
final class JobLookup {
    private final Spool spool;

    JobLookup(Spool spool) {
        this.spool = spool;
    }

    /** A job that has ended. */
    record Ended(JobDocument document, JobResult result, JobStanding standing, List<HistoryEntry> history) {}

    Optional<JobRecord> find(String jobId) throws IOException {
        if (!DropReader.isUsable(jobId)) {
            return Optional.empty();
        }
        Optional<JobRecord> open = open(jobId);
        if (open.isPresent()) {
            return open;
        }
        Optional<Ended> ended = ended(jobId);
        if (ended.isEmpty()) {
            return Optional.empty();
        }
        Ended end = ended.get();
        return Optional.of(end.standing()
                .toRecord(end.document(), spool.events.newestProgress(spool.ended.events(jobId)), end.history()));
    }

    private Optional<JobRecord> open(String jobId) throws IOException {
        Optional<Life> life = spool.lives.fresh(jobId);
        Optional<JobDocument> document = life.isEmpty() ? Optional.empty() : spool.lives.document(jobId);
        if (life.isEmpty() || document.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(life.get()
                .standing()
                .toRecord(
                        document.get(),
                        spool.events.newestProgress(spool.layout.eventLog(jobId)),
                        life.get().snapshot().history()));
    }

    /** What is known of a job that has ended. */
    Optional<Ended> ended(String jobId) throws IOException {
        Optional<JobResult> result = spool.ended.result(jobId);
        if (result.isEmpty()) {
            return Optional.empty();
        }
        JobDocument document = document(result.get(), spool.ended.document(jobId));
        Snapshot snapshot = spool.ended.snapshot(result.get(), document);
        return Optional.of(new Ended(document, result.get(), snapshot.standing(), snapshot.history()));
    }

    private JobDocument document(JobResult result, Optional<byte[]> bytes) {
        Optional<JobDocument> read = bytes.map(spool.codec::parseJob).flatMap(Parsed::document);
        return read.orElseGet(() -> salvage(spool.codec, result, bytes));
    }

    /** What can be said of a document that failed because it is none: its id, and its operation if that is a text. */
    static JobDocument salvage(JobCodec codec, JobResult result, Optional<byte[]> bytes) {
        Json nothing = codec.readJson(new byte[] {'n', 'u', 'l', 'l'});
        Json tree = bytes.flatMap(read -> tree(codec, read)).orElse(nothing);
        Instant at = result.executionSummary().startedAt();
        return new JobDocument(
                Optional.empty(),
                JobDocument.VERSION,
                result.jobId(),
                at,
                JobDocument.KIND,
                tree.at("/operation").flatMap(Json::text).orElse(""),
                new Payload(
                        tree.at("/payload/type").flatMap(Json::text).orElse(""),
                        tree.at("/payload/data").orElse(nothing),
                        Map.of()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }

    private static Optional<Json> tree(JobCodec codec, byte[] bytes) {
        try {
            return Optional.of(codec.readJobTree(bytes));
        } catch (DocumentException e) {
            return Optional.empty(); // The result says so.
        }
    }
}
