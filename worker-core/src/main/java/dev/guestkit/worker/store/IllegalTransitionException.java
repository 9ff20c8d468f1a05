package dev.guestkit.worker.store;

import dev.guestkit.worker.spi.JobState;

/** Refuses a step that the state machine does not have; nothing was changed. */
public final class IllegalTransitionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final JobState state;
    private final Step step;

    /** Makes one. */
    public IllegalTransitionException(JobState state, Step step) {
        super("a job that is " + state + " cannot go on with " + step + "; see StateMachine.transitions()");
        this.state = state;
        this.step = step;
    }

    /** Where the job stood. */
    public JobState state() {
        return state;
    }

    /** What was tried. */
    public Step step() {
        return step;
    }
}
