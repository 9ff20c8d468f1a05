package dev.guestkit.worker.internal;

import dev.guestkit.worker.spi.HandlerSpec;
import dev.guestkit.worker.spi.JobHandler;

/** A handler, what it says of itself, and where it comes from: class and jar. */
record HandlerEntry(JobHandler handler, HandlerSpec spec, String payloadType, String origin) {
    static HandlerEntry of(JobHandler handler, HandlerSpec spec) {
        return new HandlerEntry(handler, spec, spec.payloadType(), originOf(handler.getClass()));
    }

    static String originOf(Class<?> type) {
        var source = type.getProtectionDomain().getCodeSource();
        var location = source == null ? null : source.getLocation();
        return type.getName() + " from " + (location == null ? "an unknown place" : location);
    }

    /** Whether its jobs may name images; the core's own operations never do. */
    boolean mayUseImages() {
        return !isSystem() && !spec.operation().startsWith("test.");
    }

    boolean isSystem() {
        return spec.operation().startsWith("system.");
    }
}
