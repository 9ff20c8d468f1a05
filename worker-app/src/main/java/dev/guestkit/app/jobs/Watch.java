package dev.guestkit.app.jobs;

import dev.guestkit.app.CliException;
import dev.guestkit.job.JobResult;
import dev.guestkit.worker.spi.EventPage;
import dev.guestkit.worker.spi.JobClient;
import dev.guestkit.worker.spi.JobEvent;
import dev.guestkit.worker.spi.StoredEvent;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Follows jobs to their ends, showing their events. For one thread. */
final class Watch {
    /** A change may be missed by whoever tells of changes, so look again this often. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final JobClient client;
    private final ProgressDisplay display;
    private final Map<String, Long> seen = new HashMap<>();

    Watch(JobClient client, ProgressDisplay display) {
        this.client = client;
        this.display = display;
    }

    /** Returns the results of all these jobs, in their order, when the last has ended. */
    List<JobResult> untilEnd(List<String> jobIds) {
        Set<String> open = new LinkedHashSet<>(jobIds);
        try (Changes changes = new Changes(client)) {
            while (true) {
                for (Iterator<String> left = open.iterator(); left.hasNext(); ) {
                    if (hasEnded(left.next())) {
                        left.remove();
                    }
                }
                if (open.isEmpty()) {
                    break;
                }
                changes.await(LOOK_AGAIN);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CliException("interrupted; the jobs go on, see: guestkit status");
        } finally {
            display.clear();
        }
        return jobIds.stream().map(this::result).toList();
    }

    private boolean hasEnded(String jobId) {
        // Asked before the events are read: what came before the end is then shown.
        Optional<JobResult> result = client.result(jobId);
        EventPage page = client.events(jobId, seen.getOrDefault(jobId, -1L), 500);
        for (StoredEvent stored : page.events()) {
            seen.put(jobId, stored.id());
            show(jobId, stored.event());
        }
        return result.isPresent();
    }

    private void show(String jobId, JobEvent event) {
        if (event instanceof JobEvent.Progress progress) {
            display.show(progress.event());
        } else if (event instanceof JobEvent.Log log) {
            display.line(jobId + " " + log.level() + ": " + log.message());
        }
    }

    private JobResult result(String jobId) {
        return client.result(jobId)
                .orElseThrow(() -> new CliException("the result of " + jobId + " was removed while it was waited for"));
    }
}
