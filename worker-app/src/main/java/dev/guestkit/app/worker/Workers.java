package dev.guestkit.app.worker;

import dev.guestkit.app.CliException;
import dev.guestkit.app.Surroundings;
import dev.guestkit.app.config.Configuration;
import dev.guestkit.app.config.Settings;
import dev.guestkit.appliance.LibguestfsEngine;
import dev.guestkit.appliance.Tier;
import dev.guestkit.worker.Worker;
import dev.guestkit.worker.WorkerBuilder;
import dev.guestkit.worker.WorkerException;
import dev.guestkit.worker.spi.JobTransport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Makes workers as a configuration says. */
final class Workers {
    private Workers() {}

    /** A worker and what was opened for it. */
    record Running(Worker worker, Appliances appliances, Optional<URLClassLoader> plugins) implements AutoCloseable {
        @Override
        public void close() {
            worker.close();
            appliances.close();
            plugins.ifPresent(loader -> {
                try {
                    loader.close();
                } catch (IOException e) {
                    throw new UncheckedIOException("closing the plug-ins", e);
                }
            });
        }
    }

    static Running start(Configuration configuration, Surroundings surroundings, JobTransport transport) {
        Appliances appliances = Appliances.of(
                configuration.find(Settings.KEYS).orElse(List.of()), machines(configuration), surroundings);
        WorkerBuilder builder = appliances
                .addTo(Worker.builder(transport))
                .concurrency(configuration.get(Settings.CONCURRENCY).intValue())
                .grace(configuration.get(Settings.GRACE))
                .allowedRoots(roots(configuration, surroundings));
        configuration.find(Settings.WORKER_ID).ifPresent(builder::workerId);
        configuration.find(Settings.POOL).ifPresent(builder::pool);
        configuration.find(Settings.MAX_DISK_SIZE).ifPresent(builder::maxDiskSizeGb);
        configuration.find(Settings.OPERATIONS).ifPresent(counts -> counts.forEach(builder::concurrency));
        configuration.find(Settings.RESOURCES).ifPresent(counts -> counts.forEach(builder::resource));
        configuration.find(Settings.LOCALITY).ifPresent(labels -> labels.forEach(builder::locality));
        configuration.find(Settings.SCRATCH).ifPresent(dir -> builder.scratchDir(surroundings.path(dir.toString())));
        if (configuration.get(Settings.PRIVILEGED)) {
            builder.privileged();
        }
        Optional<URLClassLoader> plugins =
                configuration.find(Settings.PLUGINS).map(dir -> Plugins.loader(surroundings.path(dir.toString())));
        plugins.ifPresent(builder::classLoader);
        try {
            return new Running(builder.start(), appliances, plugins);
        } catch (WorkerException e) {
            throw new CliException(String.valueOf(e.getMessage()));
        }
    }

    private static LibguestfsEngine.Builder machines(Configuration configuration) {
        return LibguestfsEngine.builder()
                .memoryMiB(Math.toIntExact(
                        configuration.find(Settings.APPLIANCE_MEMORY).orElse(0L)))
                .tier(Tier.ofWord(configuration.get(Settings.APPLIANCE_TIER)))
                .pool(configuration.get(Settings.APPLIANCE_POOL).intValue());
    }

    private static List<Path> roots(Configuration configuration, Surroundings surroundings) {
        List<Path> roots = configuration.find(Settings.ALLOWED_ROOTS).orElse(List.of()).stream()
                .map(root -> surroundings.path(root.toString()))
                .toList();
        for (Path root : roots) {
            if (!Files.isDirectory(root)) {
                throw new CliException("the allowed root " + root + " is no directory");
            }
        }
        return roots;
    }
}
