package dev.guestkit.worker.internal;

import dev.guestkit.worker.spi.Subscription;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The processes of one attempt and all their descendants. Thread-safe. */
final class ProcessTree {
    private static final Logger log = LoggerFactory.getLogger(ProcessTree.class);

    private final Set<ProcessHandle> tracked = ConcurrentHashMap.newKeySet();
    private final Set<ProcessHandle> seen = ConcurrentHashMap.newKeySet();
    private volatile boolean used;
    private volatile boolean killing;

    /** Adds a process; one that comes after the kill is killed at once. */
    Subscription track(ProcessHandle process) {
        used = true;
        tracked.add(process);
        if (killing) {
            kill();
        }
        return () -> tracked.remove(process);
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
        for (List<ProcessHandle> alive = alive(); !alive.isEmpty(); alive = alive()) {
            kill();
            interrupted |= awaitExit(alive);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private List<ProcessHandle> alive() {
        List<ProcessHandle> alive = new ArrayList<>(all());
        alive.removeIf(process -> !process.isAlive());
        return alive;
    }

    private static boolean awaitExit(List<ProcessHandle> processes) {
        try {
            CompletableFuture.allOf(
                            processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
                    .get(2, TimeUnit.SECONDS);
            return false;
        } catch (InterruptedException e) {
            return true; // put back by the caller, once nothing is left
        } catch (ExecutionException | TimeoutException e) {
            log.warn("processes {} are still there after a kill; waiting for them", processes);
            return false;
        }
    }
}
