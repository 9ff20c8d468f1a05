package dev.guestkit.transport.file;

import dev.guestkit.job.JobValidator;
import dev.guestkit.worker.spi.TimeSource;
import dev.guestkit.worker.spi.TransportException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** Builds a {@link FileTransport}. Not thread-safe. */
public final class FileTransportBuilder {
    private final Path directory;
    private String name = "file-store";
    private TimeSource clock = TimeSource.system();
    private Syncer syncer = Syncer.REAL;
    private Duration lease = Duration.ofSeconds(30);
    private Duration rescan = Duration.ofSeconds(2);
    private Duration quiet = Duration.ofSeconds(2);
    private Duration unfinished = Duration.ofSeconds(60);
    private Duration workerSilence = Duration.ofSeconds(90);
    private OptionalLong maxQueued = OptionalLong.empty();
    private Optional<Duration> capabilityPolicy = Optional.empty();
    private int eventLimit = 10_000;
    private boolean takesDrops = true;
    private JobValidator validator = JobValidator.standard();
    private Settings.Keep keep = new Settings.Keep(Duration.ofDays(7), 10_000, Duration.ofDays(30));

    FileTransportBuilder(Path directory) {
        this.directory = directory;
    }

    /** What results say in {@code worker_id} when no worker ran the job; {@code file-store} by default. */
    public FileTransportBuilder name(String recordedBy) {
        name = recordedBy;
        return this;
    }

    /** The clocks; those of the machine by default. */
    public FileTransportBuilder clock(TimeSource time) {
        clock = time;
        return this;
    }

    /** How long a claim lasts without renewal; 30 s by default. */
    public FileTransportBuilder lease(Duration length) {
        lease = positive("lease", length);
        return this;
    }

    /** How often the directories are read, whatever was heard of changes; every 2 s by default. */
    public FileTransportBuilder rescan(Duration period) {
        rescan = positive("rescan", period);
        return this;
    }

    /** How long a dropped file must not have changed to count as written; 2 s by default. */
    public FileTransportBuilder quiet(Duration unchanged) {
        quiet = positive("quiet", unchanged);
        return this;
    }

    /** How long the beginning of a JSON document may wait for its rest before it is rejected; 60 s by default. */
    public FileTransportBuilder unfinished(Duration unchanged) {
        unfinished = positive("unfinished", unchanged);
        return this;
    }

    /** After how long without a heartbeat a worker is shown as offline; 90 s by default. */
    public FileTransportBuilder workerSilence(Duration silence) {
        workerSilence = positive("workerSilence", silence);
        return this;
    }

    /** How many jobs may wait before submissions are refused as full; no limit by default. */
    public FileTransportBuilder maxQueued(long jobs) {
        maxQueued = OptionalLong.of(jobs);
        return this;
    }

    /** How many events of a job are kept at least until newer ones push them out; 10,000 by default. */
    public FileTransportBuilder eventLimit(int events) {
        if (events < 1) {
            throw new IllegalArgumentException("eventLimit must be at least 1, was " + events);
        }
        eventLimit = events;
        return this;
    }

    /** After how long a job that no known worker may run fails with {@code CAPABILITY_MISMATCH}; never by default. */
    public FileTransportBuilder failUnwantedAfter(Duration waited) {
        capabilityPolicy = Optional.of(positive("failUnwantedAfter", waited));
        return this;
    }

    /** Whether this transport, once it claims jobs, takes in what is dropped into {@code jobs/}; it does by default. */
    public FileTransportBuilder takesDrops(boolean takes) {
        takesDrops = takes;
        return this;
    }

    /** Judges dropped documents; the protocol's validator by default. */
    public FileTransportBuilder validator(JobValidator judge) {
        validator = judge;
        return this;
    }

    /**
     * How long ended jobs stay in the flat places {@code jobs/done}, {@code jobs/failed} and {@code results}: at most this long
     * and at most this many of them, older ones move to the archive; 7 days and 10,000 by default.
     */
    public FileTransportBuilder keepFlat(Duration age, long count) {
        keep = new Settings.Keep(positive("keepFlat", age), count, keep.archivedFor());
        return this;
    }

    /** How long jobs stay in the archive before they are forgotten, counted from their end; 30 days by default. */
    public FileTransportBuilder keepArchived(Duration age) {
        keep = new Settings.Keep(keep.flatFor(), keep.flatCount(), positive("keepArchived", age));
        return this;
    }

    FileTransportBuilder syncer(Syncer other) {
        syncer = other;
        return this;
    }

    /**
     * Opens the transport; the directory is made when missing.
     *
     * @throws TransportException when the directory cannot be made or used
     */
    public FileTransport build() {
        return new FileTransport(
                new Settings(
                        directory,
                        name,
                        clock,
                        syncer,
                        lease,
                        rescan,
                        quiet,
                        unfinished,
                        workerSilence,
                        maxQueued,
                        eventLimit,
                        capabilityPolicy,
                        takesDrops,
                        keep),
                validator);
    }

    private static Duration positive(String what, Duration given) {
        if (given.isNegative() || given.isZero()) {
            throw new IllegalArgumentException(what + " must be longer than nothing, was " + given);
        }
        return given;
    }
}
