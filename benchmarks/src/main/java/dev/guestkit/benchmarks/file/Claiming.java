package dev.guestkit.benchmarks.file;

import dev.guestkit.transport.file.FileTransport;
import dev.guestkit.worker.spi.Claim;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Submits and claims one job after the other while something else is measured. */
final class Claiming implements AutoCloseable {
    private final FileTransport transport;
    private final List<Double> millis = new CopyOnWriteArrayList<>();
    private final Thread thread = new Thread(this::run, "bench-claiming");
    private volatile boolean over;

    private Claiming(FileTransport transport) {
        this.transport = transport;
    }

    static Claiming begin(FileTransport transport) {
        Claiming claiming = new Claiming(transport);
        claiming.thread.start();
        return claiming;
    }

    private void run() {
        while (!over) {
            SpoolRuns.jobs(1).forEach(transport.client()::submit);
            long begin = System.nanoTime();
            List<Claim> claims = transport.source().claim(SpoolRuns.offer(), 1, Duration.ofSeconds(10));
            millis.add((System.nanoTime() - begin) / 1e6);
            claims.forEach(claim -> transport.client().cancel(claim.token().jobId(), "measured"));
        }
    }

    /** What one in a hundred of the claims so far waited longer than; the first is left out, which starts everything up. */
    List<Double> p99Millis() {
        List<Double> sorted = new ArrayList<>(millis.size() > 1 ? millis.subList(1, millis.size()) : millis);
        Collections.sort(sorted);
        return List.of(sorted.get((int) Math.ceil(sorted.size() * 0.99) - 1));
    }

    @Override
    public void close() {
        over = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
