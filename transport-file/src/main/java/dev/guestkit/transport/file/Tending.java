package dev.guestkit.transport.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread of a transport: hears of changes, reads the directories from time to time whatever it heard, and takes in what
 * was dropped. Started when somebody first waits for something.
 */
final class Tending implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Tending.class);
    private static final long DUE_SOON_MILLIS = 100;

    private final Spool spool;
    private final DropBox drops;
    private final SpoolIndex listed;
    private final AtomicBoolean started = new AtomicBoolean();
    private final AtomicBoolean taking = new AtomicBoolean();
    private final SpoolWatch watch;
    private final Thread thread;
    private final Set<String> touched = new HashSet<>();
    private final Set<Path> dropped = new HashSet<>();
    private boolean dropsDue = true;
    private boolean queueDue = true;
    private boolean away;

    Tending(Spool spool, DropBox drops, SpoolIndex listed) {
        this.spool = spool;
        this.drops = drops;
        this.listed = listed;
        this.watch = SpoolWatch.open(spool.layout.root());
        this.thread = new Thread(this::run, "guestkit-spool");
        this.thread.setDaemon(true);
    }

    /** Begins to listen. */
    void start() {
        if (started.compareAndSet(false, true)) {
            thread.start();
        }
    }

    /** Begins to listen and to take in what is dropped. */
    void startTaking() {
        taking.set(spool.settings.takesDrops());
        start();
    }

    private void run() {
        long last = System.nanoTime();
        boolean soon = false;
        while (!spool.guard.isClosed() && !Thread.currentThread().isInterrupted()) {
            try {
                long rescan = spool.settings.rescan().toMillis();
                soon = tend(soon ? Math.min(DUE_SOON_MILLIS, rescan) : rescan);
                if (System.nanoTime() - last >= spool.settings.rescan().toNanos()) {
                    last = System.nanoTime();
                    dropsDue = true;
                    queueDue = true;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** One turn; whether the next one should come soon. */
    private boolean tend(long waitMillis) throws InterruptedException {
        try {
            boolean soon = look();
            if (away) {
                away = false;
                log.info("The spool directory {} answers again", spool.layout.root());
                watch.renew();
                spool.board.wake();
            }
            watch.ensure(
                    spool.layout.drop(),
                    spool.layout.queue(),
                    spool.layout.results(),
                    spool.layout.control(),
                    spool.layout.events());
            watch.poll(soon ? Math.min(waitMillis, DUE_SOON_MILLIS) : waitMillis, listener());
            return soon;
        } catch (IOException | RuntimeException e) {
            // Whatever it was: nobody else would hear of changes or take drops in if this thread ended.
            trouble(e);
            watch.poll(DUE_SOON_MILLIS * 5, listener());
            queueDue = true;
            dropsDue = true;
            return true;
        }
    }

    private void trouble(Exception e) {
        if (!away && !spool.guard.isClosed()) {
            log.warn(
                    "The spool directory {} does not answer; tried again until it does: {}",
                    spool.layout.root(),
                    e.toString());
        }
        away = true;
    }

    private boolean look() throws IOException {
        if (!Files.exists(spool.layout.marker())) {
            throw Faults.gone("read the spool", spool.layout.root());
        }
        Set<String> jobs = Set.copyOf(touched);
        touched.clear();
        if (queueDue) {
            queueDue = false;
            spool.scan();
            listed.keep();
        } else {
            for (String jobId : jobs) {
                spool.lives.fresh(jobId);
            }
        }
        return taking.get() && takeDrops();
    }

    private boolean takeDrops() throws IOException {
        Set<Path> names = Set.copyOf(dropped);
        dropped.clear();
        if (dropsDue) {
            dropsDue = false;
            return drops.scan();
        }
        for (Path file : names) {
            if (DropBox.isDocument(file)) {
                drops.look(file);
            }
        }
        return drops.lookAgain();
    }

    private SpoolWatch.Listener listener() {
        return new SpoolWatch.Listener() {
            @Override
            public void touched(Path directory, Path file) {
                hear(directory, file);
            }

            @Override
            public void overflow(Path directory) {
                dropsDue |= directory.equals(spool.layout.drop());
                queueDue |= !directory.equals(spool.layout.drop());
            }
        };
    }

    private void hear(Path directory, Path file) {
        String name = file.getFileName().toString();
        if (directory.equals(spool.layout.drop())) {
            dropped.add(file);
        } else if (directory.equals(spool.layout.queue())) {
            spool.lives.steps().parse(name).ifPresent(found -> touched.add(found.jobId()));
        } else if (directory.equals(spool.layout.control())) {
            spool.board.wake();
        } else {
            spool.layout.resultOf(file).or(() -> spool.layout.eventLogOf(file)).ifPresent(spool.board::tell);
        }
    }

    @Override
    public void close() {
        watch.close();
        thread.interrupt();
        try {
            if (started.get()) {
                thread.join(Duration.ofSeconds(5).toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
