package dev.guestkit.transport.file;

/** Hears of jobs as this process learns of them. Called on any thread; must be quick and must not throw. */
interface LifeListener {
    /** A job that has not ended stands elsewhere now; where, is asked for, because two calls may overtake one another. */
    void changed(String jobId);

    /** A job has ended. */
    void ended(String jobId);
}
