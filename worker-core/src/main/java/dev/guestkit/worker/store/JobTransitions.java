package dev.guestkit.worker.store;

import dev.guestkit.job.ErrorCode;
import dev.guestkit.job.JobError;
import dev.guestkit.job.JobResult;
import dev.guestkit.job.JobStatus;
import dev.guestkit.job.Json;
import dev.guestkit.worker.spi.ClaimToken;
import dev.guestkit.worker.spi.Finish;
import dev.guestkit.worker.spi.HistoryEntry;
import dev.guestkit.worker.spi.JobState;
import dev.guestkit.worker.spi.WaitReason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What every step makes of a job (protocol, section 5), so that all transports decide alike: pure functions from where a job
 * stands to where it stands next. They do not look at tokens, {@link Fencing} does. Immutable, thread-safe.
 *
 * <p>Every method throws {@link IllegalTransitionException} when the step is illegal where the job stands.
 */
public final class JobTransitions {
    /** The lost lease that ends a job as poison. */
    public static final int POISON_AT = 3;

    /** How soon a parked job may run again at the earliest, or a handler that always parks would run in a circle. */
    public static final Duration SHORTEST_PARK = Duration.ofMillis(100);

    private final Verdicts verdicts;

    /** Makes one whose own verdicts carry {@code recordedBy} as {@code worker_id}. */
    public JobTransitions(String recordedBy) {
        this.verdicts = new Verdicts(recordedBy);
    }

    /** Where a job stands before anything was decided about it. */
    public static JobStanding pending(JobTerms terms, Instant now) {
        return new JobStanding(
                JobState.PENDING,
                terms.firstAttempt() - 1,
                0,
                0,
                0,
                "",
                ClaimEnd.NOT,
                true,
                now,
                now,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** The store takes a job. */
    public JobChange admitted(JobTerms terms, Instant now) {
        return move(pending(terms, now).edit(), Step.ADMIT, now, "submitted");
    }

    /** The store knows a job but will not run it: it ends failed with {@code error}. */
    public JobChange refused(JobTerms terms, JobError error, Instant now) {
        return verdict(terms, pending(terms, now).edit(), Step.REFUSE, error, now, "refused: " + error.code());
    }

    /** A worker takes a job under a new epoch. */
    public JobChange claimed(JobStanding standing, String workerId, String nonce, Instant now) {
        JobStanding.Draft draft = standing.edit();
        draft.epoch++;
        draft.nonce = nonce;
        draft.claimEnd = ClaimEnd.NOT;
        draft.workerId = Optional.of(workerId);
        draft.notBefore = Optional.empty();
        draft.waitForNoJobs();
        return move(draft, Step.CLAIM, now, "claimed by " + workerId);
    }

    /** The token of a standing that was just claimed. */
    public static ClaimToken token(JobTerms terms, JobStanding standing) {
        return new ClaimToken(terms.jobId(), standing.epoch(), standing.nonce());
    }

    /** The handler is about to run. */
    public JobChange started(JobStanding standing, boolean repeatable, Instant now) {
        JobStanding.Draft draft = standing.edit();
        draft.attempt++;
        draft.repeatable = standing.repeatable() && repeatable;
        draft.startedAt = Optional.of(now);
        return move(draft, Step.START, now, "started");
    }

    /**
     * The attempt ended. A job of which a stop was asked for does not go back to the queue but ends cancelled.
     *
     * @throws IllegalArgumentException when the result is another job's, or its status is not terminal
     */
    public JobChange finished(JobTerms terms, JobStanding standing, Finish finish, Instant now) {
        if (finish instanceof Finish.Done done) {
            return done(terms, standing, done.result(), now);
        }
        if (finish instanceof Finish.Again again) {
            return again(terms, standing, again, now);
        }
        return parked(terms, standing, (Finish.Park) finish, now);
    }

    private JobChange done(JobTerms terms, JobStanding standing, JobResult result, Instant now) {
        if (!result.jobId().equals(terms.jobId())) {
            throw new IllegalArgumentException(
                    "the result of job " + result.jobId() + " cannot end job " + terms.jobId());
        }
        JobStanding.Draft draft = standing.edit();
        draft.lastError = result.error();
        return ended(draft, step(result.status()), now, ClaimEnd.DONE, reported(result), result);
    }

    private static String reported(JobResult result) {
        return result.error().isEmpty() ? "finished" : result.error().get().code();
    }

    private static Step step(JobStatus status) {
        return switch (status) {
            case COMPLETED -> Step.COMPLETE;
            case FAILED -> Step.FAIL;
            case CANCELLED -> Step.CANCEL;
            case TIMEOUT -> Step.TIME_OUT;
            default ->
                throw new IllegalArgumentException(
                        "a result's status must be completed, failed, cancelled or timeout, was " + status.wireName());
        };
    }

    private JobChange again(JobTerms terms, JobStanding standing, Finish.Again again, Instant now) {
        JobStanding.Draft draft = standing.edit();
        draft.failedStarts += standing.state() == JobState.RUNNING ? 1 : 0;
        draft.lastError = Optional.of(again.error());
        draft.notBefore = again.delay().isZero() ? Optional.empty() : Optional.of(now.plus(again.delay()));
        String cause = "retry after " + again.error().code();
        return queued(terms, draft, Step.RETRY, ClaimEnd.AGAIN, now, cause);
    }

    private JobChange parked(JobTerms terms, JobStanding standing, Finish.Park park, Instant now) {
        JobStanding.Draft draft = unspent(standing);
        Instant earliest = now.plus(SHORTEST_PARK);
        draft.notBefore = park.until().map(time -> time.isBefore(earliest) ? earliest : time);
        draft.waitsFor = park.jobs();
        draft.waitsForAny = park.any();
        String until = park.until().map(time -> " until " + time).orElse("");
        String jobs = park.jobs().isEmpty()
                ? ""
                : " for " + (park.any() ? "any of " : "") + park.jobs().size() + " jobs";
        return queued(terms, draft, Step.PARK, ClaimEnd.PARK, now, "parked" + until + jobs);
    }

    /** The worker gives the job back; the attempt is not spent. */
    public JobChange released(JobTerms terms, JobStanding standing, String reason, Instant now) {
        return queued(terms, unspent(standing), Step.RELEASE, ClaimEnd.RELEASE, now, "released: " + reason);
    }

    /** The store takes a claim back because {@code other}, which it must not run beside, was claimed as well. */
    public JobChange steppedBack(JobTerms terms, JobStanding standing, String other, Instant until, Instant now) {
        JobStanding.Draft draft = unspent(standing);
        draft.notBefore = Optional.of(until);
        return queued(terms, draft, Step.RELEASE, ClaimEnd.RELEASE, now, "stepped back for job " + other);
    }

    private static JobStanding.Draft unspent(JobStanding standing) {
        JobStanding.Draft draft = standing.edit();
        draft.attempt -= standing.state() == JobState.RUNNING ? 1 : 0;
        return draft;
    }

    /** The lease ran out: back to the queue, or the end. */
    public JobChange leaseLost(JobTerms terms, JobStanding standing, Instant now) {
        JobStanding.Draft draft = standing.edit();
        draft.lostLeases++;
        String lost = "lease lost by " + standing.workerId().orElse("its worker");
        boolean once = standing.state() == JobState.RUNNING && !standing.repeatable();
        if (standing.cancelReason().isPresent() || (!once && draft.lostLeases < POISON_AT)) {
            return queued(terms, draft, Step.LOSE_LEASE, ClaimEnd.LOST, now, lost);
        }
        String message = once
                ? lost + " while it ran, and it must not be started again: look at what it left, then submit it anew"
                : lost + ", the " + draft.lostLeases + ". time: see what kills its workers, then submit it anew";
        draft.claimEnd = ClaimEnd.LOST;
        JobError error = Verdicts.error(ErrorCode.WORKER_LOST, message, Optional.empty());
        return verdict(terms, draft, Step.POISON, error, now, lost);
    }

    /** Somebody asks for a stop. */
    public CancelDecision cancelled(JobTerms terms, JobStanding standing, String reason, Instant now) {
        return CancelDecision.of(this, terms, standing, reason, now);
    }

    JobChange cancelledInQueue(JobTerms terms, JobStanding standing, String reason, Instant now) {
        JobStanding.Draft draft = standing.edit();
        draft.cancelReason = Optional.of(reason);
        return cancel(terms, draft, now, "cancelled: " + reason);
    }

    /** The deadline passed before the job ran; {@code reasons} say what it waited for. */
    public JobChange deadlinePassed(JobTerms terms, JobStanding standing, List<WaitReason> reasons, Instant now) {
        String message =
                "the deadline " + terms.deadline().map(Instant::toString).orElse("") + " passed in the queue";
        return gaveUp(terms, standing, Step.EXPIRE, ErrorCode.DEADLINE_EXCEEDED, message, reasons, now);
    }

    /** No worker that may run the job came within the policy time; {@code reasons} say what the known ones lack. */
    public JobChange nobodyCame(JobTerms terms, JobStanding standing, List<WaitReason> reasons, Instant now) {
        String message = "no worker that may run it came since " + standing.queuedAt() + "; see details";
        return gaveUp(terms, standing, Step.GIVE_UP, ErrorCode.CAPABILITY_MISMATCH, message, reasons, now);
    }

    private JobChange gaveUp(
            JobTerms terms,
            JobStanding standing,
            Step step,
            ErrorCode code,
            String message,
            List<WaitReason> reasons,
            Instant now) {
        Optional<Json> details = reasons.isEmpty() ? Optional.empty() : Optional.of(WaitReasons.details(reasons));
        JobError error = Verdicts.error(code, message, details);
        return verdict(terms, standing.edit(), step, error, now, code.name());
    }

    /** Another job with the same idempotency key had completed: its result is this one's. */
    public JobChange replayed(JobTerms terms, JobStanding standing, JobResult first, Instant now) {
        JobResult result = verdicts.replayed(terms, first, now);
        String cause = "replay of " + result.replayOf().orElse("");
        return ended(standing.edit(), Step.REPLAY, now, ClaimEnd.NOT, cause, result);
    }

    /** What a parked job waited for has come: it may be claimed. The state stays. */
    public static JobStanding woken(JobStanding standing) {
        JobStanding.Draft draft = standing.edit();
        draft.notBefore = Optional.empty();
        draft.waitForNoJobs();
        return draft.done();
    }

    private JobChange queued(
            JobTerms terms, JobStanding.Draft draft, Step step, ClaimEnd end, Instant now, String cause) {
        draft.claimEnd = end;
        if (draft.cancelReason.isPresent()) {
            return cancel(terms, draft, now, "cancelled: " + draft.cancelReason.get());
        }
        draft.queuedAt = now;
        return move(draft, step, now, cause);
    }

    private JobChange cancel(JobTerms terms, JobStanding.Draft draft, Instant now, String cause) {
        String message = "cancelled before it ended by itself: " + draft.cancelReason.orElse("no reason given");
        JobError error = Verdicts.error(ErrorCode.CANCELLED, message, Optional.empty());
        return verdict(terms, draft, Step.CANCEL, error, now, cause);
    }

    private JobChange verdict(
            JobTerms terms, JobStanding.Draft draft, Step step, JobError error, Instant now, String cause) {
        JobStatus status = StateMachine.next(draft.state, step).status();
        int starts = draft.attempt - (terms.firstAttempt() - 1);
        draft.lastError = Optional.of(error);
        JobResult result = verdicts.ended(terms, starts > 0 ? draft.attempt : 1, status, error, now);
        return ended(draft, step, now, draft.claimEnd, cause, result);
    }

    private static JobChange ended(
            JobStanding.Draft draft, Step step, Instant now, ClaimEnd end, String cause, JobResult result) {
        draft.endedAt = Optional.of(now);
        draft.claimEnd = end;
        draft.notBefore = Optional.empty();
        draft.waitForNoJobs();
        JobChange moved = move(draft, step, now, cause);
        return new JobChange(moved.standing(), moved.entry(), Optional.of(result));
    }

    private static JobChange move(JobStanding.Draft draft, Step step, Instant now, String cause) {
        JobState from = draft.state;
        draft.state = StateMachine.next(from, step);
        HistoryEntry entry = new HistoryEntry(now, from, draft.state, cause);
        return new JobChange(draft.done(), Optional.of(entry), Optional.empty());
    }
}
