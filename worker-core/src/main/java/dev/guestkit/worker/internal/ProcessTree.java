package dev.guestkit.worker.internal;

import dev.guestkit.worker.spi.Subscription;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The processes of one attempt and all their descendants. Those started here carry a mark that their children inherit, and are
 * found by it; of the others the descendants are found that were there at a {@link #look}. Thread-safe.
 */
final class ProcessTree {
    private static final Logger log = LoggerFactory.getLogger(ProcessTree.class);

    /** The end of a process that is not a child of this JVM is seen by looking. */
    private static final long FIRST_WAIT_MILLIS = 20;

    private static final long LAST_WAIT_MILLIS = 1280;

    private final Set<ProcessHandle> tracked = ConcurrentHashMap.newKeySet();
    private final Set<ProcessHandle> seen = ConcurrentHashMap.newKeySet();
    private final AtomicReference<@Nullable Marks> marks = new AtomicReference<>();
    private volatile boolean used;
    private volatile boolean needsLooks;
    private volatile boolean killing;

    /** Starts a process; one that comes after the kill is killed at once. */
    Process start(ProcessBuilder builder) throws IOException {
        if (Marks.canBeRead()) {
            marks.compareAndSet(null, new Marks());
        } else {
            needsLooks = true;
        }
        Marks mark = marks.get();
        if (mark != null) {
            mark.put(builder);
        }
        Process process = builder.start();
        add(process.toHandle());
        return process;
    }

    /** Adds a process; one that comes after the kill is killed at once. */
    Subscription track(ProcessHandle process) {
        needsLooks = true;
        add(process);
        return () -> tracked.remove(process);
    }

    private void add(ProcessHandle process) {
        used = true;
        tracked.add(process);
        if (killing) {
            kill();
        }
    }

    /** Whether somebody should look from time to time. */
    boolean needsLooks() {
        return needsLooks;
    }

    /**
     * Remembers who descends from whom just now: a grandchild whose parent dies is handed to init and could not be found from
     * the tracked process any more.
     */
    void look() {
        if (used) {
            tracked.forEach(process -> process.descendants().forEach(seen::add));
        }
    }

    /** Kills everything, descendants first found first; does not wait. */
    void kill() {
        killing = true;
        if (!used) {
            return;
        }
        look();
        for (ProcessHandle process : all()) {
            if (process.destroyForcibly()) {
                log.debug("killed process {}", process.pid());
            }
        }
    }

    private Set<ProcessHandle> all() {
        Set<ProcessHandle> all = new LinkedHashSet<>(tracked);
        Marks mark = marks.get();
        if (mark != null) {
            seen.addAll(mark.find()); // while it dies it has no environment any more
        }
        all.addAll(seen);
        for (ProcessHandle process : List.copyOf(all)) {
            process.descendants().forEach(all::add);
        }
        return all;
    }

    /** Kills what is left and waits until nothing is, however long that takes: work on an image may still go on in it. */
    void killAndAwait() {
        if (!used) {
            return;
        }
        boolean interrupted = false;
        long wait = FIRST_WAIT_MILLIS;
        for (List<ProcessHandle> alive = alive(); !alive.isEmpty(); alive = alive()) {
            kill();
            interrupted |= awaitExit(alive, wait);
            wait = Math.min(2 * wait, LAST_WAIT_MILLIS);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private List<ProcessHandle> alive() {
        List<ProcessHandle> alive = new ArrayList<>(all());
        alive.removeIf(process -> !process.isAlive() || Marks.isZombie(process));
        return alive;
    }

    private static boolean awaitExit(List<ProcessHandle> processes, long millis) {
        try {
            CompletableFuture.allOf(
                            processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
                    .get(millis, TimeUnit.MILLISECONDS);
            return false;
        } catch (InterruptedException e) {
            return true; // put back by the caller, once nothing is left
        } catch (ExecutionException | TimeoutException e) {
            if (millis == LAST_WAIT_MILLIS) {
                log.warn("processes {} are still there after a kill; waiting for them", processes);
            }
            return false;
        }
    }
}
