package dev.guestkit.worker.store;

import dev.guestkit.job.WorkerCapabilities;
import dev.guestkit.worker.spi.WaitReason;
import dev.guestkit.worker.spi.WaitReason.Kind;
import dev.guestkit.worker.spi.WorkerOffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Says why jobs wait, by the same decisions by which they are claimed. One is made for each question. Not thread-safe. */
final class WaitExplainer {
    private static final int SHOWN = 20;

    private record Asked(Demand demand, boolean preferring) {}

    private final Lines lines;
    private final Obstacles obstacles;
    private final List<WorkerCapabilities> workers;
    private final Optional<String> paused;
    private final Map<Asked, List<WaitReason>> known = new HashMap<>();

    WaitExplainer(Lines lines, Obstacles obstacles, List<WorkerCapabilities> workers, Optional<String> paused) {
        this.lines = lines;
        this.obstacles = obstacles;
        this.workers = workers;
        this.paused = paused;
    }

    List<WaitReason> reasons(Waiting job) {
        List<WaitReason> reasons = new ArrayList<>();
        paused.ifPresent(why -> reasons.add(new WaitReason(Kind.PAUSED, "the queue is paused: " + why)));
        if (job.place == Waiting.Place.PARKED) {
            parked(job, reasons);
        }
        obstacles
                .blocker(job.terms)
                .ifPresent(id -> reasons.add(
                        new WaitReason(Kind.ANTI_AFFINITY, "job " + id + " is running and must not run beside it")));
        boolean preferring = job.line != null && job.line.preferring;
        reasons.addAll(known.computeIfAbsent(new Asked(job.terms.demand(), preferring), this::ofWorkers));
        return reasons;
    }

    private static void parked(Waiting job, List<WaitReason> reasons) {
        job.standing.notBefore().ifPresent(time -> reasons.add(new WaitReason(Kind.NOT_BEFORE, "not before " + time)));
        if (!job.openJobs.isEmpty()) {
            String until = job.standing.waitsForAny() ? "until one of these jobs ends: " : "until these jobs end: ";
            reasons.add(new WaitReason(Kind.WAITS_FOR_JOBS, until + shown(job.openJobs)));
        }
    }

    private List<WaitReason> ofWorkers(Asked asked) {
        List<String> lacking = new ArrayList<>();
        List<WorkerCapabilities> able = new ArrayList<>();
        for (WorkerCapabilities worker : workers) {
            List<String> lacks = lacks(asked.demand(), worker);
            if (lacks.isEmpty()) {
                able.add(worker);
            } else {
                lacking.add(worker.workerId() + ": " + String.join(", ", lacks));
            }
        }
        if (able.isEmpty()) {
            String who = workers.isEmpty() ? "no worker is registered" : "no worker may run it: " + shown(lacking);
            return List.of(new WaitReason(Kind.NO_CAPABLE_WORKER, who));
        }
        return ofAble(asked, able);
    }

    private List<WaitReason> ofAble(Asked asked, List<WorkerCapabilities> able) {
        List<WorkerCapabilities> near = asked.preferring()
                ? able.stream()
                        .filter(worker -> WorkerMatch.isPreferred(asked.demand(), worker))
                        .toList()
                : able;
        List<WaitReason> reasons = new ArrayList<>();
        if (near.isEmpty()) {
            String wanted = "still prefers a worker with " + asked.demand().affinity();
            reasons.add(new WaitReason(Kind.AFFINITY, wanted));
        } else {
            reasons.addAll(ofFull(asked.demand().operation(), near));
        }
        return reasons;
    }

    /** Nothing when one of these workers has room. */
    private List<WaitReason> ofFull(String operation, List<WorkerCapabilities> near) {
        List<String> busy = new ArrayList<>();
        List<String> lacking = new ArrayList<>();
        for (WorkerCapabilities worker : near) {
            if (isBusy(worker)) {
                busy.add(worker.workerId());
            } else if (!lines.hasPermit(worker.workerId(), operation)) {
                lacking.add(worker.workerId());
            } else {
                return List.of();
            }
        }
        List<WaitReason> reasons = new ArrayList<>();
        if (!busy.isEmpty()) {
            reasons.add(new WaitReason(Kind.WORKERS_BUSY, "busy: " + shown(busy)));
        }
        if (!lacking.isEmpty()) {
            String what = "no room for " + operation + " just now, by its limit or by what it needs: ";
            reasons.add(new WaitReason(Kind.PERMITS, what + shown(lacking)));
        }
        return reasons;
    }

    private List<String> lacks(Demand demand, WorkerCapabilities worker) {
        if (worker.status().state().equals("offline") || worker.status().state().equals("draining")) {
            return List.of(worker.status().state());
        }
        boolean runs = worker.capabilities().operations().contains(demand.operation());
        Set<String> types = lines.offerOf(worker.workerId())
                .map(WorkerOffer::payloadTypes)
                .orElseGet(() -> runs ? Set.of(demand.payloadType()) : Set.of());
        return WorkerMatch.lacks(demand, worker, types);
    }

    private static boolean isBusy(WorkerCapabilities worker) {
        return worker.status().state().equals("busy")
                || worker.status().currentJobs() >= worker.resources().maxConcurrentJobs();
    }

    private static String shown(List<String> texts) {
        String more = texts.size() > SHOWN ? " and " + (texts.size() - SHOWN) + " more" : "";
        return String.join("; ", texts.subList(0, Math.min(SHOWN, texts.size()))) + more;
    }
}
