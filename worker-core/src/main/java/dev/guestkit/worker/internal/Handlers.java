package dev.guestkit.worker.internal;

import dev.guestkit.job.OperationVersion;
import dev.guestkit.worker.WorkerException;
import dev.guestkit.worker.spi.HandlerSpec;
import dev.guestkit.worker.spi.JobHandler;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;

/** The handlers of a worker by payload type. Immutable. */
final class Handlers {
    private final Map<String, HandlerEntry> byType;

    private Handlers(Map<String, HandlerEntry> byType) {
        this.byType = Map.copyOf(byType);
    }

    /**
     * The given handlers and those that the class loader finds. One that is found and has the class of a given one is left
     * out: it is the same handler set up by hand.
     *
     * @throws WorkerException when two run the same operation and version, or one is broken
     */
    static Handlers of(List<JobHandler> given, Optional<ClassLoader> discoverBy) {
        Map<String, HandlerEntry> byType = new HashMap<>();
        Set<Class<?>> classes = new HashSet<>();
        for (JobHandler handler : given) {
            classes.add(handler.getClass());
            add(byType, handler);
        }
        discoverBy.ifPresent(loader -> discover(loader, classes, byType));
        return new Handlers(byType);
    }

    private static void discover(ClassLoader loader, Set<Class<?>> given, Map<String, HandlerEntry> byType) {
        try {
            ServiceLoader.load(JobHandler.class, loader).stream()
                    .filter(provider -> !given.contains(provider.type()))
                    .forEach(provider -> add(byType, provider.get()));
        } catch (ServiceConfigurationError e) {
            throw new WorkerException(
                    WorkerException.Kind.BAD_HANDLER,
                    "a handler listed under META-INF/services cannot be made: " + e.getMessage()
                            + "; mend or remove its jar, or switch discovery off",
                    e);
        }
    }

    private static void add(Map<String, HandlerEntry> byType, JobHandler handler) {
        HandlerEntry entry = HandlerEntry.of(handler, checked(handler));
        HandlerEntry other = byType.putIfAbsent(entry.payloadType(), entry);
        if (other != null) {
            throw new WorkerException(
                    WorkerException.Kind.HANDLER_CONFLICT,
                    "two handlers run " + entry.payloadType() + ": " + other.origin() + ", and " + entry.origin()
                            + "; remove one");
        }
    }

    private static HandlerSpec checked(JobHandler handler) {
        HandlerSpec spec = handler.spec();
        OperationVersion runs = new OperationVersion(spec.operation(), spec.payloadVersion());
        if (!runs.isValid() || spec.scratchBytes() < 0) {
            throw new WorkerException(
                    WorkerException.Kind.BAD_HANDLER,
                    HandlerEntry.originOf(handler.getClass()) + " describes itself wrongly: " + spec
                            + "; an operation has two or three parts, a version is at least 1");
        }
        return spec;
    }

    Optional<HandlerEntry> find(String payloadType) {
        return Optional.ofNullable(byType.get(payloadType));
    }

    Collection<HandlerEntry> all() {
        return byType.values();
    }

    Set<String> payloadTypes() {
        return byType.keySet();
    }
}
