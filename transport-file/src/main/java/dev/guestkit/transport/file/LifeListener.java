package dev.guestkit.transport.file;

/** Hears of jobs as this process learns of them. Called on any thread; must be quick and must not throw. */
interface LifeListener {
    /** A job that has not ended was seen where this life says. */
    void changed(Life life);

    /** A job has ended. */
    void ended(String jobId);
}
