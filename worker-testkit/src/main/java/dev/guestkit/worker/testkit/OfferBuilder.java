package dev.guestkit.worker.testkit;

import dev.guestkit.job.WorkerCapabilities;
import dev.guestkit.worker.spi.WorkerOffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Builds offers and capabilities of imagined workers. Not thread-safe. */
public final class OfferBuilder {
    private final String workerId;
    private final Set<String> payloadTypes = new HashSet<>();
    private final List<String> features = new ArrayList<>();
    private final Map<String, String> locality = new HashMap<>();
    private final Map<String, Integer> operationPermits = new HashMap<>();
    private Optional<String> pool = Optional.empty();
    private boolean privileged;
    private int permits = 100;
    private String state = "ready";
    private int currentJobs;

    private OfferBuilder(String workerId) {
        this.workerId = workerId;
    }

    /** A worker of this id that runs {@code test.echo.v1} and nothing else until told so, with 100 free permits. */
    public static OfferBuilder worker(String workerId) {
        return new OfferBuilder(workerId);
    }

    /** Runs payloads of this type, for example {@code test.echo.v1}, in place of the default. */
    public OfferBuilder runs(String payloadType) {
        payloadTypes.add(payloadType);
        return this;
    }

    /** Has this feature. */
    public OfferBuilder feature(String feature) {
        features.add(feature);
        return this;
    }

    /** Has this at hand. */
    public OfferBuilder locality(String key, String value) {
        locality.put(key, value);
        return this;
    }

    /** Is in this pool. */
    public OfferBuilder pool(String name) {
        pool = Optional.of(name);
        return this;
    }

    /** May do what needs privileges. */
    public OfferBuilder privileged() {
        privileged = true;
        return this;
    }

    /** Has this many permits free. */
    public OfferBuilder permits(int free) {
        permits = free;
        return this;
    }

    /** Has this many permits free for one operation. */
    public OfferBuilder permits(String operation, int free) {
        operationPermits.put(operation, free);
        return this;
    }

    /** Has this state, for example {@code busy}, with so many jobs. */
    public OfferBuilder status(String newState, int jobs) {
        state = newState;
        currentJobs = jobs;
        return this;
    }

    private Set<String> types() {
        return payloadTypes.isEmpty() ? Set.of("test.echo.v1") : payloadTypes;
    }

    /** What the worker tells the directory. */
    public WorkerCapabilities capabilities() {
        List<String> operations = types().stream()
                .map(type -> type.substring(0, type.lastIndexOf('.')))
                .sorted()
                .toList();
        return new WorkerCapabilities(
                workerId,
                "1.0.0",
                "test-host",
                Instant.EPOCH,
                new WorkerCapabilities.Abilities(operations, features, List.of("raw", "qcow2")),
                new WorkerCapabilities.Resources(100, Optional.empty(), Optional.empty(), 1, 1),
                new WorkerCapabilities.Configuration(privileged, pool, locality),
                new WorkerCapabilities.Status(state, currentJobs, Instant.EPOCH),
                Map.of());
    }

    /** What the worker takes now. */
    public WorkerOffer build() {
        return new WorkerOffer(capabilities(), types(), permits, operationPermits);
    }
}
