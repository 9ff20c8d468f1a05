package dev.guestkit.worker.spi;

/** Hears that something of a job may have changed. Called on a transport's thread: must be quick and must not throw. */
@FunctionalInterface
public interface JobChangeListener {
    /** The record, an event or the result of the job with this id may have changed. */
    void changed(String jobId);
}
