package dev.guestkit.worker.internal;

import dev.guestkit.job.WorkerCapabilities;
import dev.guestkit.worker.spi.CapabilityProbe;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the probes once and makes the worker's capabilities document. Immutable. */
final class Abilities {
    private static final Logger log = LoggerFactory.getLogger(Abilities.class);
    /** What counts for {@code minimum_worker_version}. */
    static final String VERSION = "1.0.0";

    private final Settings settings;
    private final WorkerCapabilities.Abilities probed;
    private final Instant since;
    private final String hostname = Machine.hostname();
    private final long memoryGb = Machine.memoryGb();

    Abilities(Settings settings, Handlers handlers, List<CapabilityProbe> given, Optional<ClassLoader> loader) {
        this.settings = settings;
        this.since = settings.time().instant();
        Set<String> features = new TreeSet<>();
        Set<String> formats = new TreeSet<>();
        KvmProbe kvm = new KvmProbe();
        features.addAll(ask(kvm, CapabilityProbe::features));
        for (CapabilityProbe probe : given) {
            features.addAll(ask(probe, CapabilityProbe::features));
            formats.addAll(ask(probe, CapabilityProbe::diskFormats));
        }
        loader.ifPresent(l -> discover(l, features, formats));
        List<String> operations = handlers.all().stream()
                .map(entry -> entry.spec().operation())
                .distinct()
                .sorted()
                .toList();
        this.probed = new WorkerCapabilities.Abilities(operations, List.copyOf(features), List.copyOf(formats));
    }

    private static void discover(ClassLoader loader, Set<String> features, Set<String> formats) {
        var providers =
                ServiceLoader.load(CapabilityProbe.class, loader).stream().iterator();
        while (true) {
            try {
                if (!providers.hasNext()) {
                    return;
                }
                CapabilityProbe probe = providers.next().get();
                features.addAll(ask(probe, CapabilityProbe::features));
                formats.addAll(ask(probe, CapabilityProbe::diskFormats));
            } catch (ServiceConfigurationError e) {
                log.warn("a capability probe cannot be made, what it would find is left out: {}", e.toString());
            }
        }
    }

    private static Set<String> ask(CapabilityProbe probe, Function<CapabilityProbe, Set<String>> question) {
        try {
            return question.apply(probe);
        } catch (RuntimeException | LinkageError e) { // somebody else's code; unknown is left out
            log.warn(
                    "probe {} failed, what it would find is left out",
                    probe.getClass().getName(),
                    e);
            return Set.of();
        }
    }

    WorkerCapabilities now(String state, int jobs) {
        return new WorkerCapabilities(
                settings.workerId(),
                VERSION,
                hostname,
                since,
                probed,
                new WorkerCapabilities.Resources(
                        settings.concurrency(),
                        settings.maxDiskSizeGb(),
                        Machine.availableDiskGb(settings.scratchDir()),
                        Runtime.getRuntime().availableProcessors(),
                        memoryGb),
                new WorkerCapabilities.Configuration(settings.privileged(), settings.pool(), settings.locality()),
                new WorkerCapabilities.Status(state, jobs, settings.time().instant()),
                Map.of());
    }
}
