package dev.guestkit.app.worker;

import dev.guestkit.appliance.ApplianceEngine;
import dev.guestkit.appliance.EngineProbe;
import dev.guestkit.http.server.HealthProbe;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/**
 * Whether machines can be expected to start. Looked at once a minute and on a thread of its own: trying an accelerator may take longer than
 * whoever asks for readiness waits. Until the first look has ended nothing is known, which is no pass.
 */
final class ApplianceProbe implements HealthProbe {
    private static final long FRESH_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final ApplianceEngine engine;
    private final ReentrantLock lock = new ReentrantLock();
    private CompletableFuture<Finding> newest;
    private Finding known = new Finding(false, "is being looked at");
    private long begunAt = System.nanoTime();

    ApplianceProbe(ApplianceEngine engine) {
        this.engine = engine;
        this.newest = begin();
    }

    private CompletableFuture<Finding> begin() {
        CompletableFuture<Finding> finding = new CompletableFuture<>();
        Thread thread = new Thread(() -> examine(finding), "guestkit-appliance-probe");
        thread.setDaemon(true);
        thread.start();
        return finding;
    }

    private void examine(CompletableFuture<Finding> finding) {
        try {
            finding.complete(of(engine.probe()));
        } catch (RuntimeException e) { // whatever it is, it could not be found out
            finding.complete(
                    new Finding(false, "could not be looked at: " + e.getClass().getSimpleName()));
        }
    }

    private static Finding of(EngineProbe probe) {
        String broken = probe.findings().stream()
                .filter(finding -> finding.verdict() == EngineProbe.Verdict.BROKEN)
                .map(EngineProbe.Finding::subject)
                .collect(Collectors.joining(", "));
        return broken.isEmpty()
                ? new Finding(true, probe.engine() + " " + probe.version() + ", " + probe.accelerator())
                : new Finding(false, "broken: " + broken + "; see guestkit doctor");
    }

    @Override
    public Finding look() {
        lock.lock();
        try {
            if (newest.isDone()) {
                known = newest.join();
                if (System.nanoTime() - begunAt > FRESH_NANOS) {
                    begunAt = System.nanoTime();
                    newest = begin();
                }
            }
            return known;
        } finally {
            lock.unlock();
        }
    }
}
