package dev.guestkit.transport.file;

import dev.guestkit.job.JobValidator;
import dev.guestkit.worker.spi.JobClient;
import dev.guestkit.worker.spi.JobSource;
import dev.guestkit.worker.spi.JobTransport;
import dev.guestkit.worker.spi.QueueControl;
import dev.guestkit.worker.spi.TransportException;
import dev.guestkit.worker.spi.WorkerDirectory;
import java.nio.file.Path;

/**
 * Jobs in a spool directory: durable, shared by any number of processes on one host or on a file system with atomic rename and
 * link, and open to people, who {@code mv} a job into {@code jobs/} and {@code cat} what is then in {@code results/}.
 *
 * <p>Thread-safe. When a call that stores something returns, it survives {@code kill -9} and a power cut. A directory that is
 * away, full or read-only makes calls throw {@link TransportException}, and work goes on as soon as it answers again.
 */
public final class FileTransport implements JobTransport {
    private final Spool spool;
    private final Tending tending;
    private final FileClient client;
    private final FileSource source;
    private final FileControl control;
    private final WorkerPlace workers;

    FileTransport(Settings settings, JobValidator validator) {
        this.spool = new Spool(settings);
        DropBox drops = new DropBox(
                spool.layout,
                spool.files,
                new DropReader(spool.codec, validator),
                new SpoolGate(spool),
                spool.clock,
                new DropBox.DropTimes(settings.quiet(), settings.unfinished()));
        SpoolIndex index = new SpoolIndex(spool);
        this.tending = new Tending(spool, drops, index);
        this.workers = new WorkerPlace(
                spool.layout, spool.files, spool.codec, spool.clock, settings.workerSilence(), spool.guard);
        Expiry expiry = new Expiry(spool, workers);
        Listing listing = new SpoolListing(spool, workers, index);
        this.client = new FileClient(spool, listing, tending::start);
        this.source = new FileSource(spool, new Claims(spool, expiry, tending::startTaking));
        this.control = new FileControl(spool, listing, expiry);
    }

    /**
     * Opens the spool at {@code directory} with every default; it is made when missing.
     *
     * @throws TransportException when the directory cannot be made or used
     */
    public static FileTransport open(Path directory) {
        return builder(directory).build();
    }

    /** A builder for a transport on the spool at {@code directory}. */
    public static FileTransportBuilder builder(Path directory) {
        return new FileTransportBuilder(directory);
    }

    @Override
    public JobClient client() {
        return client;
    }

    @Override
    public JobSource source() {
        return source;
    }

    @Override
    public QueueControl control() {
        return control;
    }

    @Override
    public WorkerDirectory workers() {
        return workers;
    }

    @Override
    public void close() {
        if (spool.guard.close()) {
            spool.board.wake();
            tending.close();
        }
    }
}
