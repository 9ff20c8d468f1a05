package dev.guestkit.http.server.internal.health;

import dev.guestkit.http.server.HealthProbe;
import dev.guestkit.http.server.HealthProbe.Finding;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Some probes, asked together and not more often than once a second. Thread-safe. */
final class Checks {
    private static final Logger log = LoggerFactory.getLogger(Checks.class);
    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Map<String, HealthProbe> probes;
    private final ReentrantLock lock = new ReentrantLock();
    private Map<String, Finding> found = Map.of();
    private long foundAt = System.nanoTime() - FRESH_NANOS;

    Checks(Map<String, HealthProbe> probes) {
        this.probes = new LinkedHashMap<>(probes);
    }

    Map<String, Finding> look() {
        lock.lock();
        try {
            if (System.nanoTime() - foundAt >= FRESH_NANOS) {
                Map<String, Finding> now = new LinkedHashMap<>();
                probes.forEach((name, probe) -> now.put(name, ask(name, probe)));
                found = now;
                foundAt = System.nanoTime();
            }
            return found;
        } finally {
            lock.unlock();
        }
    }

    private static Finding ask(String name, HealthProbe probe) {
        try {
            return probe.look();
        } catch (RuntimeException e) { // whatever a probe throws, what it looks at is not as it should be
            log.warn("the probe {} failed", name, e);
            return new Finding(false, "could not be found out: " + e.getClass().getSimpleName());
        }
    }
}
