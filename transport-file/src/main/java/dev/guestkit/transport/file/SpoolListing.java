package dev.guestkit.transport.file;

import dev.guestkit.worker.spi.JobPage;
import dev.guestkit.worker.spi.JobQuery;
import dev.guestkit.worker.spi.QueueStats;
import dev.guestkit.worker.spi.WaitingJob;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Lists and counts what lies in the spool. */
final class SpoolListing implements Listing {
    private final Spool spool;
    private final WorkerPlace workers;
    private final SpoolIndex index;

    SpoolListing(Spool spool, WorkerPlace workers, SpoolIndex index) {
        this.spool = spool;
        this.workers = workers;
        this.index = index;
    }

    @Override
    public JobPage list(JobQuery query) throws IOException {
        return index.page(query);
    }

    @Override
    public List<WaitingJob> waiting() throws IOException {
        spool.scan();
        Optional<String> paused = spool.pause.reason();
        return spool.board.ask(queue -> queue.waiting(workers.list(), paused, spool.clock.instant()));
    }

    @Override
    public QueueStats stats() throws IOException {
        return new QueueStats(index.counts(), spool.pause.isPaused());
    }
}
