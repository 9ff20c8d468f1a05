package dev.guestkit.worker.internal.memory;

import dev.guestkit.job.JobError;
import dev.guestkit.job.Metadata;
import dev.guestkit.worker.spi.JobPage;
import dev.guestkit.worker.spi.JobQuery;
import dev.guestkit.worker.spi.JobRecord;
import dev.guestkit.worker.spi.JobSummary;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Listings of an in-memory store. Thread-safe. */
final class MemoryListing {
    private final MemoryStore store;

    MemoryListing(MemoryStore store) {
        this.store = store;
    }

    JobPage page(JobQuery query) {
        List<MemoryJob.Snapshot> all = store.locked(
                () -> store.jobs.values().stream().map(MemoryJob::snapshot).toList());
        List<JobRecord> found = new ArrayList<>();
        for (MemoryJob.Snapshot one : all) {
            JobRecord job = one.toRecord(store.config.codec());
            if (matches(query, job)) {
                found.add(job);
            }
        }
        if (query.newestFirst()) {
            Collections.reverse(found);
        }
        int from = query.cursor().map(Integer::parseInt).orElse(0);
        int to = Math.min(found.size(), from + query.limit());
        List<JobSummary> rows =
                found.subList(from, to).stream().map(MemoryListing::summary).toList();
        return new JobPage(
                rows, found.size(), to < found.size() ? Optional.of(Integer.toString(to)) : Optional.empty());
    }

    private static boolean matches(JobQuery query, JobRecord job) {
        Map<String, String> labels =
                job.document().metadata().flatMap(Metadata::labels).orElse(Map.of());
        Optional<String> namespace = job.document().metadata().flatMap(Metadata::namespace);
        return (query.states().isEmpty() || query.states().contains(job.state()))
                && (query.operations().isEmpty()
                        || query.operations().contains(job.document().operation()))
                && labels.entrySet().containsAll(query.labels().entrySet())
                && (query.namespace().isEmpty() || query.namespace().equals(namespace))
                && query.since().filter(job.submittedAt()::isBefore).isEmpty()
                && query.until()
                        .filter(time -> !job.submittedAt().isBefore(time))
                        .isEmpty()
                && query.idPrefix()
                        .filter(prefix -> !job.jobId().startsWith(prefix))
                        .isEmpty();
    }

    private static JobSummary summary(JobRecord job) {
        return new JobSummary(
                job.jobId(),
                job.document().operation(),
                job.state(),
                job.submittedAt(),
                job.startedAt(),
                job.endedAt(),
                job.workerId(),
                job.lastError().map(JobError::code));
    }
}
