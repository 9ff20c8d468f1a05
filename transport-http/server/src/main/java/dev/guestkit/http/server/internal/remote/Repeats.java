package dev.guestkit.http.server.internal.remote;

import dev.guestkit.worker.spi.WriteOutcome;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Does what carries a number once: a repeat gets the answer of the first. Remembers the newest ten thousand, in memory: a repeat
 * over a restart of the server is done again. Thread-safe.
 */
final class Repeats {
    private static final int MOST = 10_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, CompletableFuture<WriteOutcome>> done = new LinkedHashMap<>();

    WriteOutcome once(String number, Supplier<WriteOutcome> write) {
        CompletableFuture<WriteOutcome> mine = new CompletableFuture<>();
        CompletableFuture<WriteOutcome> first = enter(number, mine);
        if (first != mine) {
            try {
                return first.join();
            } catch (CompletionException e) {
                return once(number, write); // the first one failed and was forgotten
            }
        }
        try {
            WriteOutcome outcome = write.get();
            mine.complete(outcome);
            return outcome;
        } catch (RuntimeException e) { // not done as far as known: the next one does it
            forget(number);
            mine.completeExceptionally(e);
            throw e;
        }
    }

    private CompletableFuture<WriteOutcome> enter(String number, CompletableFuture<WriteOutcome> mine) {
        lock.lock();
        try {
            CompletableFuture<WriteOutcome> first = done.putIfAbsent(number, mine);
            if (done.size() > MOST) {
                done.remove(done.keySet().iterator().next());
            }
            return first == null ? mine : first;
        } finally {
            lock.unlock();
        }
    }

    private void forget(String number) {
        lock.lock();
        try {
            done.remove(number);
        } finally {
            lock.unlock();
        }
    }
}
