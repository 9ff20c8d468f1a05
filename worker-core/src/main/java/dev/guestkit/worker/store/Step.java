package dev.guestkit.worker.store;

/** What may happen to a job; {@link StateMachine} says where each leads. */
public enum Step {
    /** The store takes it. */
    ADMIT,
    /** It is not taken, and that is its end: garbage in a spool, a key that another job holds. */
    REFUSE,
    /** A worker takes it. */
    CLAIM,
    /** Its handler is about to run. */
    START,
    /** It has done its work. */
    COMPLETE,
    /** It has failed for good. */
    FAIL,
    /** It has run out of time while it ran. */
    TIME_OUT,
    /** It was cancelled. */
    CANCEL,
    /** Another attempt follows. */
    RETRY,
    /** Its worker gave it back. */
    RELEASE,
    /** It waits for a time or for other jobs. */
    PARK,
    /** The lease ran out and it may be claimed again. */
    LOSE_LEASE,
    /** The lease ran out once too often. */
    POISON,
    /** Another job's result became its own, by idempotency key. */
    REPLAY,
    /** Its deadline passed before it ran. */
    EXPIRE,
    /** Nobody able to run it came within the policy time. */
    GIVE_UP
}
