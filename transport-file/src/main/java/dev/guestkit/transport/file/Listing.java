package dev.guestkit.transport.file;

import dev.guestkit.worker.spi.JobPage;
import dev.guestkit.worker.spi.JobQuery;
import dev.guestkit.worker.spi.QueueStats;
import dev.guestkit.worker.spi.WaitingJob;
import java.io.IOException;
import java.util.List;

/** Lists and counts. */
interface Listing {
    JobPage list(JobQuery query) throws IOException;

    List<WaitingJob> waiting() throws IOException;

    QueueStats stats() throws IOException;
}
