package dev.guestkit.worker.internal.memory;

import dev.guestkit.worker.store.JobCatalog;
import dev.guestkit.worker.store.JobFacts;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Shows the jobs of an in-memory store to its one listing; changes are noted only once somebody has listed. */
final class MemoryListing implements JobCatalog {
    private static final int PIECE = 1_000;

    private final MemoryStore store;

    MemoryListing(MemoryStore store) {
        this.store = store;
    }

    @Override
    public String position() {
        return store.locked(() -> {
            store.changed = new LinkedHashSet<>();
            return "";
        });
    }

    @Override
    public void scan(Consumer<JobFacts> visitor) {
        List<MemoryJob> all = store.locked(() -> List.copyOf(store.jobs.values()));
        for (int from = 0; from < all.size(); from += PIECE) {
            List<MemoryJob> piece = all.subList(from, Math.min(all.size(), from + PIECE));
            store.locked(() -> piece.stream().map(MemoryJob::facts).toList()).forEach(visitor);
        }
    }

    @Override
    public Changes changes(String position) {
        return store.locked(() -> {
            Set<String> changed = store.changed;
            store.changed = new LinkedHashSet<>();
            List<JobFacts> known = new ArrayList<>();
            List<String> removed = new ArrayList<>();
            for (String id : changed == null ? Set.<String>of() : changed) {
                MemoryJob job = store.jobs.get(id);
                if (job == null) {
                    removed.add(id);
                } else {
                    known.add(job.facts());
                }
            }
            return new Changes(known, removed, "", false);
        });
    }
}
