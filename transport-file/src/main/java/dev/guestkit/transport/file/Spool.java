package dev.guestkit.transport.file;

import dev.guestkit.job.JobCodec;
import dev.guestkit.worker.spi.TimeSource;
import dev.guestkit.worker.spi.TransportException;
import dev.guestkit.worker.store.JobTransitions;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything that the faces of one transport share. Thread-safe. */
final class Spool {
    private static final Logger log = LoggerFactory.getLogger(Spool.class);

    /** Directories are read at least as often as this many times, even when their times say that nothing changed. */
    static final int READ_ANYWAY = 10;

    private static final long QUICK_NANOS = 5_000_000;
    private static final int SHARE = 20;

    final Settings settings;
    final Layout layout;
    final Guard guard;
    final SpoolFiles files;
    final JobCodec codec = JobCodec.standard();
    final SnapshotJson json = new SnapshotJson();
    final TimeSource clock;
    final Board board;
    final Lives lives;
    final ArchivePlace archive;
    final KeyPlace keys;
    final PauseFile pause;
    final EventLog events;
    final JobTransitions transitions;
    final LeaseWatch leases;
    final EndedJobs ended;
    final Damaged damaged;
    final Owner self = Owner.self();
    private final ReentrantLock scanning = new ReentrantLock();
    private final DirectoryTime changes = new DirectoryTime(READ_ANYWAY);
    private volatile Optional<Backlog> backlog = Optional.empty();
    private volatile long scannedAt;
    private volatile long tookNanos;

    Spool(Settings settings) {
        this.settings = settings;
        this.clock = settings.clock();
        this.layout = SpoolDirectory.open(settings.root(), settings.syncer());
        this.guard = new Guard(layout);
        this.files = new SpoolFiles(layout.temporary(), settings.syncer());
        this.board = new Board(clock, id -> Files.exists(layout.document(id)), this::seen);
        this.lives = new Lives(layout, files, codec, json, board);
        this.archive = new ArchivePlace(layout);
        this.keys = new KeyPlace(layout, files);
        this.pause = new PauseFile(layout, files);
        this.events = new EventLog(files, codec, settings.eventLimit());
        this.transitions = new JobTransitions(settings.name());
        this.leases = new LeaseWatch(clock);
        board.listen(this::forgetEnded);
        this.ended = new EndedJobs(layout, files, archive, codec, json);
        this.damaged = new Damaged(this);
    }

    private Optional<Life> seen(String jobId) {
        return lives.seen(jobId);
    }

    private void forgetEnded(String jobId) {
        if (lives.seen(jobId).isEmpty()) {
            events.forget(layout.eventLog(jobId));
        }
    }

    /** Reads the queue once if that was never done, as far as the most urgent jobs. */
    void load() throws IOException {
        if (backlog.isEmpty()) {
            scanning.lock();
            try {
                begin();
            } finally {
                scanning.unlock();
            }
        }
    }

    private void begin() throws IOException {
        if (backlog.isEmpty()) {
            changes.mayHaveChanged(layout.queue());
            Backlog found = Backlog.of(layout, lives.steps().list());
            found.leftovers(this::leftover);
            found.takeFirst(this::open);
            changes.read();
            backlog = Optional.of(found);
        }
    }

    /** Reads some more of the queue as it was at the start. */
    void loadMore() throws IOException {
        scanning.lock();
        try {
            backlog.orElseThrow().takeSome(this::open);
        } finally {
            scanning.unlock();
        }
    }

    /** Whether every job that was there at the start is known. */
    boolean isLoaded() {
        return backlog.filter(Backlog::isEmpty).isPresent();
    }

    /** Reads the queue's directory once, unless its time says that nothing changed, and opens only what is new in it. */
    void scan() throws IOException {
        load();
        while (!isLoaded()) {
            loadMore();
        }
        scanning.lock();
        try {
            if (changes.mayHaveChanged(layout.queue())) {
                read();
                changes.read();
            }
        } finally {
            scanning.unlock();
        }
    }

    /** Scans, unless reading a long queue took so long that doing it again would take more than a twentieth of the time. */
    void scanSometimes() throws IOException {
        if (tookNanos < QUICK_NANOS) {
            scan();
        } else {
            scanSeldom();
        }
    }

    /** The same for who asks with every submission, which would be too often for a short queue as well. */
    void scanSeldom() throws IOException {
        if (!isLoaded() || clock.nanoTime() - scannedAt > SHARE * tookNanos) {
            scan();
        }
    }

    private void read() throws IOException {
        long begin = clock.nanoTime();
        readQueue();
        scannedAt = clock.nanoTime();
        tookNanos = scannedAt - begin;
    }

    private void readQueue() throws IOException {
        Map<String, StepLog.Found> found = lives.steps().list();
        for (Map.Entry<String, StepLog.Found> entry : found.entrySet()) {
            look(entry.getKey(), entry.getValue());
        }
        for (Life life : lives.seen()) {
            if (!found.containsKey(life.jobId())) {
                // Gone, or newer than the reading: one more look says which.
                lives.fresh(life.jobId());
            }
        }
    }

    private void look(String jobId, StepLog.Found found) throws IOException {
        boolean known =
                lives.seen(jobId).filter(life -> life.step() >= found.newest).isPresent();
        if (!known && found.document) {
            open(jobId, found.newest);
        } else if (!known) {
            leftover(jobId, found.newest);
        }
    }

    /** One document that cannot be read must not hide the others. */
    private void open(String jobId, int newest) throws IOException {
        try {
            lives.found(jobId, newest);
        } catch (TransportException e) {
            damaged.found(jobId, e);
        }
    }

    /** Steps without a document: the job has ended, and whoever cleared the queue died over it. */
    private void leftover(String jobId, int newest) throws IOException {
        if (!lives.steps().isActive(jobId) && ended.isEnded(jobId)) {
            log.debug("Clearing what a dead process left of job {}", jobId);
            for (int step = 1; step <= newest; step++) {
                lives.steps().remove(jobId, step);
            }
        }
    }

    /** What a lease looks like now: it differs after each renewal; empty when its job has ended meanwhile. */
    Optional<String> leaseSign(Life life) throws IOException {
        Path step = layout.step(life.jobId(), life.step());
        try {
            // Network file systems show the times they remember, up to a minute old, except of a file that is just
            // opened.
            new FileInputStream(step.toFile()).close();
            FileTime time = Files.getLastModifiedTime(step);
            return Optional.of(life.step() + "@" + time.toInstant());
        } catch (FileNotFoundException | NoSuchFileException e) {
            if (lives.steps().isActive(life.jobId())) {
                throw e;
            }
            lives.steps().requirePlace();
            return Optional.empty();
        }
    }

    static String claimKey(Life life) {
        return life.jobId() + "~" + life.standing().epoch() + "~"
                + life.standing().nonce();
    }
}
