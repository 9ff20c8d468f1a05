package dev.guestkit.transport.file;

import dev.guestkit.worker.spi.JobPage;
import dev.guestkit.worker.spi.JobQuery;
import dev.guestkit.worker.spi.JobState;
import dev.guestkit.worker.spi.JobSummary;
import dev.guestkit.worker.spi.QueueStats;
import dev.guestkit.worker.spi.WaitingJob;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lists and counts what lies in the spool. */
final class SpoolListing implements Listing {
    private final Spool spool;
    private final WorkerPlace workers;
    private final JobRows rows;

    SpoolListing(Spool spool, WorkerPlace workers) {
        this.spool = spool;
        this.workers = workers;
        this.rows = new JobRows(spool);
    }

    @Override
    public JobPage list(JobQuery query) throws IOException {
        spool.scan();
        rows.refresh();
        Comparator<JobSummary> order =
                Comparator.comparing(JobSummary::submittedAt).thenComparing(JobSummary::jobId);
        List<JobSummary> found = rows.matching(query);
        found.sort(query.newestFirst() ? order.reversed() : order);
        Optional<JobSummary> last = query.cursor().flatMap(Cursor::read);
        List<JobSummary> rest = new ArrayList<>(found);
        last.ifPresent(
                end -> rest.removeIf(row -> (query.newestFirst() ? order.reversed() : order).compare(row, end) <= 0));
        List<JobSummary> page = rest.subList(0, Math.min(query.limit(), rest.size()));
        boolean more = rest.size() > page.size();
        return new JobPage(
                page, found.size(), more ? Optional.of(Cursor.write(page.get(page.size() - 1))) : Optional.empty());
    }

    @Override
    public List<WaitingJob> waiting() throws IOException {
        spool.scan();
        Optional<String> paused = spool.pause.reason();
        return spool.board.ask(queue -> queue.waiting(workers.list(), paused, spool.clock.instant()));
    }

    @Override
    public QueueStats stats() throws IOException {
        spool.scan();
        rows.refresh();
        Map<JobState, Long> counts = new EnumMap<>(rows.endedCounts());
        for (Life life : spool.lives.seen()) {
            counts.merge(life.standing().state(), 1L, Long::sum);
        }
        return new QueueStats(counts, spool.pause.isPaused());
    }
}
