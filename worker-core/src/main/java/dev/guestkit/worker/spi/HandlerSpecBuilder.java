package dev.guestkit.worker.spi;

import java.util.HashMap;
import java.util.Map;

/** Builds a {@link HandlerSpec}. Not thread-safe. */
public final class HandlerSpecBuilder {
    private final String operation;
    private final int payloadVersion;
    private final Map<String, Integer> resources = new HashMap<>();
    private HandlerSpec.Threads threads = HandlerSpec.Threads.PLATFORM;
    private long scratchBytes;
    private boolean changesImage;
    private boolean repeatable = true;

    HandlerSpecBuilder(String operation, int payloadVersion) {
        this.operation = operation;
        this.payloadVersion = payloadVersion;
    }

    /** Runs on this kind of thread. */
    public HandlerSpecBuilder threads(HandlerSpec.Threads kind) {
        threads = kind;
        return this;
    }

    /** Holds {@code count} of the named resource while it runs. */
    public HandlerSpecBuilder resource(String name, int count) {
        resources.put(name, count);
        return this;
    }

    /** May need this much scratch space. */
    public HandlerSpecBuilder scratchBytes(long bytes) {
        scratchBytes = bytes;
        return this;
    }

    /** Writes to the image. */
    public HandlerSpecBuilder changesImage() {
        changesImage = true;
        return this;
    }

    /** Must not be started again once it ran. */
    public HandlerSpecBuilder notRepeatable() {
        repeatable = false;
        return this;
    }

    /** The finished description. */
    public HandlerSpec build() {
        return new HandlerSpec(operation, payloadVersion, threads, resources, scratchBytes, changesImage, repeatable);
    }
}
