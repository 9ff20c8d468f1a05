package dev.guestkit.worker.internal;

import dev.guestkit.worker.spi.HandlerSpec;
import java.util.HashMap;
import java.util.Map;

/**
 * What one run of a handler takes besides its place among all jobs: amounts of named pools. A limit of an operation is a pool
 * of its own, scratch space too.
 */
record Needs(Map<String, Long> amounts) {
    static final Needs NONE = new Needs(Map.of());
    private static final String OPERATION = "operation:";
    private static final String RESOURCE = "resource:";
    private static final String SCRATCH = "scratch";

    Needs {
        amounts = Map.copyOf(amounts);
    }

    static String operationPool(String operation) {
        return OPERATION + operation;
    }

    static String resourcePool(String resource) {
        return RESOURCE + resource;
    }

    static String scratchPool() {
        return SCRATCH;
    }

    static Needs of(HandlerSpec spec, boolean limited) {
        Map<String, Long> amounts = new HashMap<>();
        if (limited) {
            amounts.put(operationPool(spec.operation()), 1L);
        }
        spec.resources().forEach((name, count) -> {
            if (count > 0) {
                amounts.put(resourcePool(name), count.longValue());
            }
        });
        if (spec.scratchBytes() > 0) {
            amounts.put(SCRATCH, spec.scratchBytes());
        }
        return new Needs(amounts);
    }

    /** The larger need of each pool: what any of two may take. */
    Needs orWorse(Needs other) {
        if (amounts.isEmpty()) {
            return other;
        }
        Map<String, Long> worst = new HashMap<>(amounts);
        other.amounts.forEach((pool, amount) -> worst.merge(pool, amount, Math::max));
        return new Needs(worst);
    }

    /** How many of this fit into what is free. */
    int fits(Map<String, Long> free, int most) {
        long fits = most;
        for (Map.Entry<String, Long> need : amounts.entrySet()) {
            fits = Math.min(fits, free.getOrDefault(need.getKey(), 0L) / need.getValue());
        }
        return (int) fits;
    }
}
