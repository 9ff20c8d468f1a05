package dev.guestkit.worker.spi;

/**
 * One durable place for jobs, seen through four small faces.
 *
 * <p>Every step is one atomic act of the store. All faces are thread-safe and may be used after one another failed: a
 * store that is away throws {@link TransportException} and is tried again by the caller.
 */
public interface JobTransport extends AutoCloseable {
    /** What applications use: submit, look, cancel, results. */
    JobClient client();

    /** What workers use: claim, renew, report, finish. */
    JobSource source();

    /** What operators use: counts, pause, resume, and the expiry of dead leases. */
    QueueControl control();

    /** Who works on this store. */
    WorkerDirectory workers();

    /** Lets go of files, threads and sockets; idempotent; jobs stay as they are. */
    @Override
    void close();
}
