package dev.guestkit.transport.file;

import dev.guestkit.job.JobCodec;
import dev.guestkit.job.JobDocument;
import dev.guestkit.job.JobResult;
import dev.guestkit.worker.spi.TransportException;
import dev.guestkit.worker.spi.TransportException.Kind;
import dev.guestkit.worker.store.JobTerms;
import dev.guestkit.worker.store.JobTransitions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** Looks at jobs that have ended, wherever they lie. Thread-safe. */
final class EndedJobs {
    private final Layout layout;
    private final SpoolFiles files;
    private final ArchivePlace archive;
    private final JobCodec codec;
    private final SnapshotJson json;

    EndedJobs(Layout layout, SpoolFiles files, ArchivePlace archive, JobCodec codec, SnapshotJson json) {
        this.layout = layout;
        this.files = files;
        this.archive = archive;
        this.codec = codec;
        this.json = json;
    }

    boolean isEnded(String jobId) throws IOException {
        return files.exists(layout.result(jobId)) || archive.find(jobId).isPresent();
    }

    Optional<JobResult> result(String jobId) throws IOException {
        Optional<byte[]> bytes = flatOr(layout.result(jobId), jobId, ArchivePlace.Shelf::result);
        return bytes.map(read -> codec.parseResult(read)
                .document()
                .orElseThrow(() -> new TransportException(
                        Kind.CORRUPT,
                        "the stored result of job " + jobId + " cannot be read; restore it or remove it")));
    }

    /** The document's bytes. */
    Optional<byte[]> document(String jobId) throws IOException {
        Optional<byte[]> done = files.read(layout.doneDocument(jobId));
        if (done.isPresent()) {
            return done;
        }
        return flatOr(layout.failedDocument(jobId), jobId, ArchivePlace.Shelf::document);
    }

    /** Where the parts of a job lie that are not in the flat places, or not any more: its result goes last. */
    private Optional<ArchivePlace.Shelf> shelf(String jobId) throws IOException {
        try {
            return Optional.of(archive.shelf(
                    Files.getLastModifiedTime(layout.result(jobId)).toInstant(), jobId));
        } catch (NoSuchFileException e) {
            return archive.find(jobId);
        }
    }

    private interface Part {
        Path of(ArchivePlace.Shelf shelf);
    }

    private Optional<byte[]> flatOr(Path flat, String jobId, Part part) throws IOException {
        Optional<byte[]> bytes = files.read(flat);
        if (bytes.isPresent()) {
            return bytes;
        }
        Optional<ArchivePlace.Shelf> shelf = shelf(jobId);
        return shelf.isEmpty() ? Optional.empty() : files.read(part.of(shelf.get()));
    }

    /** Where the job stood at its end; made up from its result when the record is lost. */
    Snapshot snapshot(JobResult result, JobDocument document) throws IOException {
        Optional<Snapshot> kept = flatOr(layout.record(result.jobId()), result.jobId(), ArchivePlace.Shelf::record)
                .flatMap(json::read);
        return kept.isPresent() ? kept.get() : madeUp(result, document);
    }

    /** Where a job stood of which nothing is known but its result and perhaps its document. */
    static Snapshot madeUp(JobResult result, JobDocument document) {
        Instant at = result.executionSummary().startedAt();
        JobTerms terms = JobTerms.of(document);
        return LifeReader.ended(Snapshot.first(new JobTransitions(result.workerId()).admitted(terms, at)), result);
    }

    Path events(String jobId) throws IOException {
        Path flat = layout.eventLog(jobId);
        if (files.exists(flat)) {
            return flat;
        }
        return shelf(jobId)
                .map(ArchivePlace.Shelf::events)
                .filter(files::exists)
                .orElse(flat);
    }

    Optional<InputStream> artifact(String jobId, String name) throws IOException {
        Optional<InputStream> flat = ArtifactPlace.open(layout.artifacts(jobId), name);
        Optional<ArchivePlace.Shelf> shelf = flat.isPresent() ? Optional.empty() : shelf(jobId);
        return shelf.isEmpty() ? flat : ArtifactPlace.open(shelf.get().artifacts(), name);
    }
}
