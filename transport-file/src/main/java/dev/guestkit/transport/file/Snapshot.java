package dev.guestkit.transport.file;

import dev.guestkit.worker.spi.HistoryEntry;
import dev.guestkit.worker.store.JobChange;
import dev.guestkit.worker.store.JobStanding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a step file holds: where the job stands after it, and how it came there. Immutable.
 *
 * @param owner the process that claimed the job, while it is claimed
 * @param lease how long the claim lasts without renewal
 */
record Snapshot(JobStanding standing, List<HistoryEntry> history, Optional<Owner> owner, Duration lease) {
    Snapshot {
        history = List.copyOf(history);
    }

    /** A snapshot of a job that nobody holds. */
    static Snapshot first(JobChange admitted) {
        return new Snapshot(admitted.standing(), admitted.entry().stream().toList(), Optional.empty(), Duration.ZERO);
    }

    /** After this change; a claim that goes on keeps its owner. */
    Snapshot after(JobChange change) {
        boolean held = change.standing().state().isClaimed();
        return new Snapshot(
                change.standing(), grown(change), held ? owner : Optional.empty(), held ? lease : Duration.ZERO);
    }

    /** After this change, which is a claim; without an owner where the worker is another process than the one that claims. */
    Snapshot claimed(JobChange change, Optional<Owner> by, Duration length) {
        return new Snapshot(change.standing(), grown(change), by, length);
    }

    private List<HistoryEntry> grown(JobChange change) {
        List<HistoryEntry> longer = new ArrayList<>(history);
        change.entry().ifPresent(longer::add);
        return longer;
    }
}
