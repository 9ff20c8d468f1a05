package dev.guestkit.worker.store;

import dev.guestkit.job.WorkerCapabilities;
import dev.guestkit.worker.spi.JobState;
import dev.guestkit.worker.spi.WaitReason;
import dev.guestkit.worker.spi.WaitingJob;
import dev.guestkit.worker.spi.WorkerOffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The queued jobs of a store: who may take which, in which order, and why the others wait. Fast with many jobs and many
 * different workers: jobs with equal demands wait in one line, and which lines a worker may take from is remembered.
 *
 * <p>It decides, it does not store: the transport puts a job in when it comes into the queue and removes it when it leaves
 * otherwise than by {@link #take}. Not thread-safe: the transport's lock guards it.
 */
public final class ClaimQueue {
    private final ClaimOrder order;
    private final Duration affinityLasts;
    private final Map<String, Waiting> jobs = new HashMap<>();
    private final Lines lines = new Lines();
    private final Obstacles obstacles;
    private final Timers timers = new Timers();
    private long sequence;

    /** Makes an empty one with the protocol's order and affinity of 30 s. */
    public ClaimQueue(OpenJobs openJobs) {
        this(openJobs, ClaimOrder.STANDARD, Duration.ofSeconds(30));
    }

    /**
     * Makes an empty one.
     *
     * @param affinityLasts how long a job waits for the worker that its affinity prefers
     */
    public ClaimQueue(OpenJobs openJobs, ClaimOrder order, Duration affinityLasts) {
        this.order = order;
        this.affinityLasts = affinityLasts;
        this.obstacles = new Obstacles(openJobs);
    }

    /** How many jobs wait. */
    public int size() {
        return jobs.size();
    }

    /** Whether this job waits here. */
    public boolean contains(String jobId) {
        return jobs.containsKey(jobId);
    }

    /**
     * Puts a queued job in, in place of what was known under its id.
     *
     * @return whether it is ready now, so that a waiting worker may be woken
     */
    public boolean put(JobTerms terms, JobStanding standing, Instant now) {
        if (standing.state() != JobState.QUEUED) {
            throw new IllegalArgumentException("job " + terms.jobId() + " is not queued but " + standing.state());
        }
        Waiting job = new Waiting(terms, standing, order.key(terms, standing), sequence++);
        Waiting before = jobs.put(terms.jobId(), job);
        if (before != null) {
            bury(before);
        }
        terms.deadline().ifPresent(deadline -> timers.add(deadline, Timer.Kind.DEADLINE, job));
        return admit(job, now);
    }

    private boolean admit(Waiting job, Instant now) {
        Optional<Instant> until = job.standing.notBefore();
        List<String> waitsFor = job.standing.waitsFor();
        boolean timeUp = until.isPresent() && !until.get().isAfter(now);
        if (timeUp || (until.isEmpty() && waitsFor.isEmpty())) {
            return ready(job, now);
        }
        if (!waitsFor.isEmpty() && !obstacles.park(job)) { // they had all ended before
            until = Optional.of(job.standing.queuedAt().plus(JobTransitions.SHORTEST_PARK));
            if (!until.get().isAfter(now)) {
                return ready(job, now);
            }
        }
        until.ifPresent(time -> timers.add(time, Timer.Kind.READY, job));
        return false;
    }

    private boolean ready(Waiting job, Instant now) {
        Demand demand = job.terms.demand();
        boolean preferring = false;
        if (!demand.affinity().isEmpty()) {
            Instant until = job.standing.queuedAt().plus(affinityLasts);
            preferring = until.isAfter(now);
            if (preferring) {
                timers.add(until, Timer.Kind.ANY_WORKER, job);
            }
        }
        lines.of(demand, preferring).add(job);
        return true;
    }

    /** Takes a job out, whatever it waits for; false when it is not here. */
    public boolean remove(String jobId) {
        Waiting job = jobs.remove(jobId);
        if (job == null) {
            return false;
        }
        bury(job);
        return true;
    }

    private void bury(Waiting job) {
        leavePlace(job);
        job.place = Waiting.Place.GONE;
        timers.buried();
    }

    private void leavePlace(Waiting job) {
        Line line = job.line;
        if (line != null) {
            line.left(job);
        }
        obstacles.forget(job);
    }

    /**
     * Notes that a worker holds a job, as far as others must not run beside it. {@link #take} does so by itself; this is for
     * claims made elsewhere and for recovery.
     */
    public void claimed(JobTerms terms) {
        obstacles.claimed(terms);
    }

    /**
     * Notes that no worker holds this job any more: those that must not run beside it may go on.
     *
     * @return whether others became ready
     */
    public boolean unclaimed(JobTerms terms, Instant now) {
        return readyAll(obstacles.unclaimed(terms), now);
    }

    /**
     * Notes that a job has ended: those parked for it may go on.
     *
     * @return whether others became ready
     */
    public boolean ended(String jobId, Instant now) {
        return readyAll(obstacles.ended(jobId), now);
    }

    private boolean readyAll(Collection<Waiting> woken, Instant now) {
        for (Waiting job : woken) {
            ready(job, now);
        }
        return !woken.isEmpty();
    }

    /**
     * Lets a worker take up to {@code max} of the most urgent jobs that it may run.
     *
     * @param claim claims one job in the store; false when somebody else was quicker, which takes the job out of here and
     *     goes on with the next
     * @return how many were claimed
     */
    public int take(WorkerOffer offer, int max, Instant now, Predicate<JobTerms> claim) {
        tick(now);
        Taking taking = lines.taking(offer);
        int wanted = Math.min(max, offer.permits());
        int taken = 0;
        while (taken < wanted) {
            Waiting job = taking.next();
            if (job == null) {
                break;
            }
            taken += tryTake(job, taking, claim) ? 1 : 0;
        }
        return taken;
    }

    private boolean tryTake(Waiting job, Taking taking, Predicate<JobTerms> claim) {
        Line line = job.line;
        if (line != null) {
            line.popped(job);
        }
        if (obstacles.block(job)) {
            return false;
        }
        jobs.remove(job.terms.jobId());
        job.place = Waiting.Place.GONE;
        timers.buried();
        if (!claim.test(job.terms)) {
            return false;
        }
        obstacles.claimed(job.terms);
        taking.took(job.terms.operation());
        return true;
    }

    /**
     * Lets pass what time has brought: delays, parks and affinities that are over.
     *
     * @return whether jobs became ready for more workers
     */
    public boolean tick(Instant now) {
        boolean any = false;
        Waiting job = timers.due(now);
        while (job != null) {
            leavePlace(job);
            ready(job, now);
            any = true;
            job = timers.due(now);
        }
        return any;
    }

    /** Whether a job is ready for some worker, be it one that is not there. */
    public boolean hasReady() {
        return lines.hasReady();
    }

    /** When {@link #tick} will next have something to do, as far as known. */
    public Optional<Instant> nextTick() {
        return timers.next();
    }

    /** The queued jobs whose deadline has passed; they stay until removed. */
    public List<JobTerms> overdue(Instant now) {
        return timers.overdue(now);
    }

    /**
     * Every waiting job in claim order, and every reason why it waits, by the same decisions as {@link #take}.
     *
     * @param workers every worker that the store knows
     * @param paused why the queue is paused, empty when it is not
     */
    public List<WaitingJob> waiting(List<WorkerCapabilities> workers, Optional<String> paused, Instant now) {
        tick(now);
        WaitExplainer explainer = new WaitExplainer(lines, obstacles, workers, paused);
        return jobs.values().stream()
                .sorted(Waiting::byPlaceInLine)
                .map(job -> new WaitingJob(job.terms.jobId(), explainer.reasons(job)))
                .toList();
    }

    /** Why one job waits, see {@link #waiting}; empty when it does not wait here. */
    public List<WaitReason> reasons(
            String jobId, List<WorkerCapabilities> workers, Optional<String> paused, Instant now) {
        tick(now);
        Waiting job = jobs.get(jobId);
        return job == null ? List.of() : new WaitExplainer(lines, obstacles, workers, paused).reasons(job);
    }

    /** The jobs that have waited at least since {@code since} and that none of these workers may run. */
    public List<JobTerms> unwanted(List<WorkerCapabilities> workers, Instant since) {
        WaitExplainer explainer = new WaitExplainer(lines, obstacles, workers, Optional.empty());
        return jobs.values().stream()
                .filter(job -> job.place != Waiting.Place.PARKED
                        && !job.standing.queuedAt().isAfter(since))
                .filter(job -> explainer.reasons(job).stream()
                        .anyMatch(reason -> reason.kind() == WaitReason.Kind.NO_CAPABLE_WORKER))
                .map(job -> job.terms)
                .toList();
    }
}
