package dev.guestkit.transport.file;

import dev.guestkit.job.JobDocument;
import dev.guestkit.job.Parsed;
import dev.guestkit.worker.spi.TransportException;
import dev.guestkit.worker.store.JobFacts;
import dev.guestkit.worker.store.JobTerms;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What listings say of a job that has ended: out of its record and its document where both can be read, which is quickest. */
final class EndedFacts {
    private static final Logger log = LoggerFactory.getLogger(EndedFacts.class);

    private final Spool spool;
    private final JobLookup lookup;

    EndedFacts(Spool spool) {
        this.spool = spool;
        this.lookup = new JobLookup(spool);
    }

    /** Of a job wherever it is; empty when it is not known or cannot be read. */
    Optional<JobFacts> of(String jobId) throws IOException {
        Optional<JobFacts> facts = flat(jobId);
        return facts.isPresent() ? facts : anywhere(jobId);
    }

    /** The same, but empty as well while somebody may still be busy ending the job, so that its record is to come. */
    Optional<JobFacts> settled(String jobId) throws IOException {
        Optional<JobFacts> facts = flat(jobId);
        boolean young = !DirectoryTime.isSettled(
                Instant.ofEpochMilli(spool.layout.result(jobId).toFile().lastModified()));
        boolean busy =
                (young || spool.lives.steps().isActive(jobId)) && !spool.files.exists(spool.layout.record(jobId));
        return facts.isPresent() || busy ? facts : anywhere(jobId);
    }

    private Optional<JobFacts> flat(String jobId) throws IOException {
        Layout layout = spool.layout;
        Optional<byte[]> document = spool.files.read(layout.doneDocument(jobId));
        if (document.isEmpty()) {
            document = spool.files.read(layout.failedDocument(jobId));
        }
        return of(spool.files.read(layout.record(jobId)), document);
    }

    /** Of a job that is in the archive. */
    Optional<JobFacts> archived(ArchivePlace.Shelf shelf, String jobId) throws IOException {
        Optional<JobFacts> facts = of(spool.files.read(shelf.record()), spool.files.read(shelf.document()));
        return facts.isPresent() ? facts : anywhere(jobId);
    }

    private Optional<JobFacts> of(Optional<byte[]> record, Optional<byte[]> document) {
        Optional<Snapshot> end = record.flatMap(spool.json::read)
                .filter(snapshot -> snapshot.standing().state().isTerminal());
        Optional<JobDocument> read = end.isEmpty()
                ? Optional.empty()
                : document.map(spool.codec::parseJob).flatMap(Parsed::document);
        return read.map(job -> JobFacts.of(JobTerms.of(job), end.orElseThrow().standing()));
    }

    private Optional<JobFacts> anywhere(String jobId) throws IOException {
        try {
            return lookup.ended(jobId).map(job -> JobFacts.of(JobTerms.of(job.document()), job.standing()));
        } catch (TransportException e) {
            // One that cannot be read must not hide the others.
            log.warn("Job {} is left out of listings: {}", jobId, e.getMessage());
            return Optional.empty();
        }
    }
}
