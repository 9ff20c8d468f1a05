package dev.guestkit.worker.spi;

/**
 * Runs one version of one operation. Found by {@link java.util.ServiceLoader} or given to the worker's builder; one
 * instance serves many jobs at once, so it must be thread-safe.
 */
public interface JobHandler {
    /** What it runs and what it needs; asked once. */
    HandlerSpec spec();

    /**
     * Does the work of one attempt.
     *
     * <p>The thread is interrupted when the attempt is to stop; {@link JobContext#cancellation()} says so earlier and why.
     * Whoever returns has completed, whatever was asked meanwhile.
     *
     * @throws HandlerException to end with a code of the protocol's error table, which decides whether a retry follows
     * @throws Exception anything else ends as {@code EXECUTION_ERROR}
     */
    Outcome run(JobContext context) throws Exception;
}
