package dev.guestkit.worker.internal.memory;

import dev.guestkit.job.ProgressEvent;
import dev.guestkit.worker.spi.EventPage;
import dev.guestkit.worker.spi.JobEvent;
import dev.guestkit.worker.spi.StoredEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The newest events of one job. Guarded by the store's lock. */
final class EventLog {
    private final List<JobEvent> ring = new ArrayList<>(4);
    private final int limit;
    private long next;
    private long nextProgress;
    private Optional<ProgressEvent> newest = Optional.empty();

    EventLog(int limit) {
        this.limit = limit;
    }

    void add(JobEvent event) {
        JobEvent stored = event instanceof JobEvent.Progress progress ? numbered(progress.event()) : event;
        if (ring.size() < limit) {
            ring.add(stored);
        } else {
            ring.set((int) (next % limit), stored);
        }
        next++;
    }

    private JobEvent numbered(ProgressEvent event) {
        ProgressEvent numbered = new ProgressEvent(
                event.jobId(),
                event.timestamp(),
                nextProgress++,
                event.phase(),
                event.attempt(),
                event.progressPercent(),
                event.message(),
                event.details(),
                event.observability(),
                event.unknown());
        newest = Optional.of(numbered);
        return new JobEvent.Progress(numbered);
    }

    Optional<ProgressEvent> newestProgress() {
        return newest;
    }

    EventPage after(long after, int atMost, boolean ended) {
        long oldest = next - ring.size();
        long from = Math.max(after + 1, oldest);
        long to = Math.min(next, from + atMost);
        List<StoredEvent> page = new ArrayList<>();
        for (long id = from; id < to; id++) {
            page.add(new StoredEvent(id, ring.get((int) (id % limit))));
        }
        return new EventPage(page, after + 1 < oldest, ended && to >= next);
    }
}
