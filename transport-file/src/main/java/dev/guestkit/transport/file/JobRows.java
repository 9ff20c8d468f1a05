package dev.guestkit.transport.file;

import dev.guestkit.job.JobDocument;
import dev.guestkit.job.JobError;
import dev.guestkit.job.Metadata;
import dev.guestkit.worker.spi.JobQuery;
import dev.guestkit.worker.spi.JobState;
import dev.guestkit.worker.spi.JobSummary;
import dev.guestkit.worker.store.JobStanding;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** One row per ended job, each read once. Thread-safe. */
final class JobRows {
    private final Spool spool;
    private final JobLookup lookup;
    private final ReentrantLock refreshing = new ReentrantLock();
    private final Map<String, Row> ended = new ConcurrentHashMap<>();

    private record Row(JobSummary summary, Map<String, String> labels, Optional<String> namespace) {}

    JobRows(Spool spool) {
        this.spool = spool;
        this.lookup = new JobLookup(spool);
    }

    /** Reads the names of all results, and the jobs that are new among them. */
    void refresh() throws IOException {
        refreshing.lock();
        try {
            Set<String> found = new HashSet<>();
            names(spool.layout.results(), found);
            for (Path day : spool.archive.days()) {
                names(day, found);
            }
            ended.keySet().retainAll(found);
            for (String jobId : found) {
                if (!ended.containsKey(jobId)) {
                    lookup.ended(jobId).ifPresent(job -> ended.put(jobId, row(job.document(), job.standing())));
                }
            }
        } finally {
            refreshing.unlock();
        }
    }

    private void names(Path directory, Set<String> found) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (name.endsWith(Layout.RESULT)) {
                    found.add(spool.layout.names().decode(name.substring(0, name.length() - Layout.RESULT.length())));
                }
            }
        } catch (NoSuchFileException e) {
            // A day of the archive that was just forgotten.
            return;
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    Map<JobState, Long> endedCounts() {
        Map<JobState, Long> counts = new EnumMap<>(JobState.class);
        ended.values().forEach(row -> counts.merge(row.summary().state(), 1L, Long::sum));
        return counts;
    }

    List<JobSummary> matching(JobQuery query) throws IOException {
        List<JobSummary> found = new ArrayList<>();
        for (Life life : spool.lives.seen()) {
            Optional<JobDocument> document = spool.lives.document(life.jobId());
            if (document.isPresent()) {
                add(query, row(document.get(), life.standing()), found);
            }
        }
        ended.values().forEach(row -> add(query, row, found));
        return found;
    }

    private static void add(JobQuery query, Row row, List<JobSummary> found) {
        if (matches(query, row)) {
            found.add(row.summary());
        }
    }

    private static boolean matches(JobQuery query, Row row) {
        JobSummary job = row.summary();
        return (query.states().isEmpty() || query.states().contains(job.state()))
                && (query.operations().isEmpty() || query.operations().contains(job.operation()))
                && row.labels().entrySet().containsAll(query.labels().entrySet())
                && (query.namespace().isEmpty() || query.namespace().equals(row.namespace()))
                && query.since().filter(job.submittedAt()::isBefore).isEmpty()
                && query.until()
                        .filter(time -> !job.submittedAt().isBefore(time))
                        .isEmpty()
                && query.idPrefix()
                        .filter(prefix -> !job.jobId().startsWith(prefix))
                        .isEmpty();
    }

    private static Row row(JobDocument document, JobStanding standing) {
        JobSummary summary = new JobSummary(
                document.jobId(),
                document.operation(),
                standing.state(),
                standing.submittedAt(),
                standing.startedAt(),
                standing.endedAt(),
                standing.workerId(),
                standing.lastError().map(JobError::code));
        return new Row(
                summary,
                document.metadata().flatMap(Metadata::labels).orElse(Map.of()),
                document.metadata().flatMap(Metadata::namespace));
    }
}
