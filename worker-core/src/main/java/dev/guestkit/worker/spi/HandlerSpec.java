package dev.guestkit.worker.spi;

import java.util.Map;

/**
 * What a handler runs and what it needs. Immutable; made by {@link #builder(String, int)}.
 *
 * @param operation for example {@code guestkit.inspect}
 * @param payloadVersion N of {@code payload.type}'s {@code .vN}
 * @param threads what kind of thread it runs on
 * @param resources how many of which named resources it holds while it runs, for example one {@code appliance}
 * @param scratchBytes how much scratch space it may need
 * @param changesImage whether it writes to the image: such jobs hold the image alone
 * @param repeatable whether it may be started again after its worker died while it ran
 */
public record HandlerSpec(
        String operation,
        int payloadVersion,
        Threads threads,
        Map<String, Integer> resources,
        long scratchBytes,
        boolean changesImage,
        boolean repeatable) {
    /** Copies the map. */
    public HandlerSpec {
        resources = Map.copyOf(resources);
    }

    /** The kinds of threads. */
    public enum Threads {
        /** A platform thread: for native calls, child processes and long computation. */
        PLATFORM,
        /** A virtual thread where the JVM has them, else a platform thread. */
        VIRTUAL
    }

    /** The {@code payload.type} it takes. */
    public String payloadType() {
        return operation + ".v" + payloadVersion;
    }

    /** A builder for a handler of this operation and payload version: no resources, repeatable, changes no image. */
    public static HandlerSpecBuilder builder(String operation, int payloadVersion) {
        return new HandlerSpecBuilder(operation, payloadVersion);
    }
}
