package dev.guestkit.worker.internal.memory;

import dev.guestkit.worker.spi.JobState;
import java.util.EnumMap;
import java.util.Map;

/** How many jobs are in each state, counted as they move. Guarded by the store's lock. */
final class StateCounts {
    private static final class Cell {
        long value;
    }

    private final Map<JobState, Cell> cells = new EnumMap<>(JobState.class);

    void add(JobState state, long delta) {
        cells.computeIfAbsent(state, unused -> new Cell()).value += delta;
    }

    Map<JobState, Long> toMap() {
        Map<JobState, Long> map = new EnumMap<>(JobState.class);
        cells.forEach((state, cell) -> map.put(state, cell.value));
        return map;
    }
}
