package dev.guestkit.appliance.clone;

import dev.guestkit.appliance.internal.PrivateDirectories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Clones that stand ready, each for one guest. They are made after a job, not beside it; when nobody has asked for one in a while, or memory is
 * short, they are let go. Thread-safe.
 */
final class ClonePool implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClonePool.class);
    private static final Duration IDLE = Duration.ofMinutes(5);
    private static final long LOOK_SECONDS = 30;
    private static final long SPARE_KIB = 1 << 20;

    private final Supplier<Template> template;
    private final PrivateDirectories directories;
    private final int size;
    private final Path memory;
    private final ScheduledThreadPoolExecutor work;
    private final Lock lock = new ReentrantLock();
    private final Deque<CloneProcess> ready = new ArrayDeque<>();
    private long asked = System.nanoTime();
    private boolean closed;

    ClonePool(Supplier<Template> template, PrivateDirectories directories, int size) {
        this(template, directories, size, Path.of("/proc/meminfo"));
    }

    ClonePool(Supplier<Template> template, PrivateDirectories directories, int size, Path memory) {
        this.template = template;
        this.directories = directories;
        this.size = size;
        this.memory = memory;
        this.work = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "guestkit-clone-pool");
            thread.setDaemon(true);
            return thread;
        });
        if (size > 0) {
            // It ends with the pool, and says itself what goes wrong.
            var looking = work.scheduleWithFixedDelay(this::shrink, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
            assert !looking.isDone();
        }
    }

    /** A clone of this template that nobody has used. */
    CloneProcess take(Template wanted) throws IOException, InterruptedException {
        while (true) {
            Optional<CloneProcess> next = next();
            if (next.isEmpty()) {
                return CloneProcess.start(wanted, directories);
            }
            if (next.get().isAlive() && next.get().template().equals(wanted)) {
                return next.get();
            }
            end(next.get());
        }
    }

    private Optional<CloneProcess> next() {
        lock.lock();
        try {
            asked = System.nanoTime();
            return Optional.ofNullable(ready.poll());
        } finally {
            lock.unlock();
        }
    }

    /** How many stand ready. */
    int ready() {
        lock.lock();
        try {
            return ready.size();
        } finally {
            lock.unlock();
        }
    }

    /** Makes as many as there should be, meanwhile. */
    void fill() {
        if (size > 0) {
            try {
                work.execute(this::fillNow);
            } catch (RejectedExecutionException closedMeanwhile) {
                // Nobody will ask any more.
            }
        }
    }

    private void fillNow() {
        try {
            while (ready() < size && !memoryIsShort()) {
                CloneProcess clone = CloneProcess.start(template.get(), directories);
                if (!kept(clone)) {
                    end(clone);
                    return;
                }
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("no clone can be kept ready: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean kept(CloneProcess clone) throws IOException {
        try {
            clone.exercise();
        } catch (IOException | RuntimeException e) {
            end(clone);
            throw e;
        }
        lock.lock();
        try {
            return !closed && ready.add(clone);
        } finally {
            lock.unlock();
        }
    }

    private void shrink() {
        boolean idle;
        lock.lock();
        try {
            idle = System.nanoTime() - asked > IDLE.toNanos();
        } finally {
            lock.unlock();
        }
        if (idle || memoryIsShort()) {
            empty();
        }
    }

    private void empty() {
        List<CloneProcess> all;
        lock.lock();
        try {
            all = new ArrayList<>(ready);
            ready.clear();
        } finally {
            lock.unlock();
        }
        all.forEach(ClonePool::end);
    }

    private boolean memoryIsShort() {
        try {
            return Files.readAllLines(memory).stream()
                    .filter(line -> line.startsWith("MemAvailable:"))
                    .anyMatch(line -> Long.parseLong(line.replaceAll("\\D", "")) < SPARE_KIB);
        } catch (IOException | NumberFormatException unknown) {
            return false;
        }
    }

    private static void end(CloneProcess clone) {
        clone.kill();
        clone.remove();
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
        work.shutdownNow();
        try {
            // A clone that is being made is ended by its maker.
            if (!work.awaitTermination(10, TimeUnit.SECONDS)) {
                LOG.warn("a clone that is being made does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        empty();
    }
}
