package dev.guestkit.worker.store;

import dev.guestkit.worker.spi.ClaimToken;
import dev.guestkit.worker.spi.Finish;
import dev.guestkit.worker.spi.JobState;
import dev.guestkit.worker.spi.WriteOutcome;

/** What a write with a token comes to, where a job stands. {@code OK} means: write it now. */
public final class Fencing {
    private Fencing() {}

    /** A start. */
    public static WriteOutcome start(JobStanding standing, ClaimToken token) {
        if (!standing.isHeldBy(token)) {
            return WriteOutcome.FENCED;
        }
        return standing.state() == JobState.RUNNING ? WriteOutcome.ALREADY : WriteOutcome.OK;
    }

    /** A renewal, events or an artifact. */
    public static WriteOutcome write(JobStanding standing, ClaimToken token) {
        return standing.isHeldBy(token) ? WriteOutcome.OK : WriteOutcome.FENCED;
    }

    /** The end of an attempt. */
    public static WriteOutcome finish(JobStanding standing, ClaimToken token, Finish finish) {
        return end(standing, token, kind(finish));
    }

    /** A job given back. */
    public static WriteOutcome release(JobStanding standing, ClaimToken token) {
        return end(standing, token, ClaimEnd.RELEASE);
    }

    private static WriteOutcome end(JobStanding standing, ClaimToken token, ClaimEnd wanted) {
        if (!standing.isNewest(token)) {
            return WriteOutcome.FENCED;
        }
        if (standing.state().isClaimed()) {
            return WriteOutcome.OK;
        }
        return standing.claimEnd() == wanted ? WriteOutcome.ALREADY : WriteOutcome.FENCED;
    }

    private static ClaimEnd kind(Finish finish) {
        if (finish instanceof Finish.Done) {
            return ClaimEnd.DONE;
        }
        return finish instanceof Finish.Again ? ClaimEnd.AGAIN : ClaimEnd.PARK;
    }
}
