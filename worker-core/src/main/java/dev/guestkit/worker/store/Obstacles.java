package dev.guestkit.worker.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Waiting jobs that other jobs keep from running: parked for their end, or aside by anti-affinity. Not thread-safe. */
final class Obstacles {
    private final OpenJobs openJobs;
    private final Map<String, Set<Waiting>> parkedFor = new HashMap<>();
    private final Map<String, Set<Waiting>> blockedBy = new HashMap<>();
    /** For each id, the running jobs that must not run beside it. */
    private final Map<String, Set<String>> shunnedBy = new HashMap<>();

    Obstacles(OpenJobs openJobs) {
        this.openJobs = openJobs;
    }

    /** Parks a job for those of its list that have not ended; false when enough of them have. */
    boolean park(Waiting job) {
        List<String> all = job.standing.waitsFor().stream().distinct().toList();
        List<String> open = all.stream().filter(openJobs::isOpen).toList();
        if (job.standing.waitsForAny() && open.size() < all.size()) {
            return false;
        }
        job.openJobs = new ArrayList<>(open);
        for (String id : open) {
            parkedFor.computeIfAbsent(id, unused -> new LinkedHashSet<>()).add(job);
        }
        return !open.isEmpty();
    }

    /** The jobs that waited for nothing more than this one. */
    List<Waiting> ended(String jobId) {
        Set<Waiting> parked = parkedFor.remove(jobId);
        if (parked == null) {
            return List.of();
        }
        List<Waiting> woken = new ArrayList<>();
        for (Waiting job : parked) {
            job.openJobs.remove(jobId);
            if (job.openJobs.isEmpty() || job.standing.waitsForAny()) {
                unpark(job);
                woken.add(job);
            }
        }
        return woken;
    }

    private void unpark(Waiting job) {
        job.openJobs.forEach(id -> removeFrom(parkedFor, id, job));
        job.openJobs = List.of();
    }

    /** The running job that this one must not run beside, if any. */
    Optional<String> blocker(JobTerms terms) {
        for (String id : terms.antiAffinity()) {
            if (openJobs.isClaimed(id)) {
                return Optional.of(id);
            }
        }
        Set<String> shunning = shunnedBy.get(terms.jobId());
        return shunning == null ? Optional.empty() : shunning.stream().findFirst();
    }

    /** Puts a job aside when a running one is in its way. */
    boolean block(Waiting job) {
        if (shunnedBy.isEmpty() && job.terms.antiAffinity().isEmpty()) {
            return false;
        }
        Optional<String> blocker = blocker(job.terms);
        blocker.ifPresent(id -> {
            job.place = Waiting.Place.BLOCKED;
            job.blocker = id;
            blockedBy.computeIfAbsent(id, unused -> new LinkedHashSet<>()).add(job);
        });
        return blocker.isPresent();
    }

    void claimed(JobTerms terms) {
        for (String id : terms.antiAffinity()) {
            shunnedBy.computeIfAbsent(id, unused -> new LinkedHashSet<>()).add(terms.jobId());
        }
    }

    /** The jobs that this one kept aside. */
    Collection<Waiting> unclaimed(JobTerms terms) {
        for (String id : terms.antiAffinity()) {
            removeFrom(shunnedBy, id, terms.jobId());
        }
        Set<Waiting> blocked = blockedBy.remove(terms.jobId());
        return blocked == null ? List.of() : blocked;
    }

    void forget(Waiting job) {
        unpark(job);
        if (job.place == Waiting.Place.BLOCKED) {
            removeFrom(blockedBy, job.blocker, job);
        }
    }

    private static <T> void removeFrom(Map<String, Set<T>> sets, String id, T member) {
        Set<T> set = sets.get(id);
        if (set != null && set.remove(member) && set.isEmpty()) {
            sets.remove(id);
        }
    }
}
