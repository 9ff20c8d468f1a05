package dev.guestkit.worker.spi;

import java.util.Map;

/** How many jobs are in each state; states without any may be missing. */
public record QueueStats(Map<JobState, Long> counts, boolean paused) {
    /** Copies the map. */
    public QueueStats {
        counts = Map.copyOf(counts);
    }

    /** How many jobs are in this state. */
    public long count(JobState state) {
        return counts.getOrDefault(state, 0L);
    }

    /** How many jobs wait to be claimed. */
    public long depth() {
        return count(JobState.PENDING) + count(JobState.QUEUED);
    }
}
