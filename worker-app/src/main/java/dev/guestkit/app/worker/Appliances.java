package dev.guestkit.app.worker;

import dev.guestkit.app.CliException;
import dev.guestkit.app.Surroundings;
import dev.guestkit.app.config.KeySource;
import dev.guestkit.appliance.ApplianceEngine;
import dev.guestkit.appliance.LibguestfsEngine;
import dev.guestkit.handlers.InspectHandler;
import dev.guestkit.handlers.KeyProvider;
import dev.guestkit.worker.WorkerBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The handlers of disk images as a command wants them, and the engine they share. */
record Appliances(ApplianceEngine engine, KeyProvider keys) implements AutoCloseable {
    /**
     * Machines as the builder has them, which open what these keys fit.
     *
     * @throws CliException when a key cannot be had
     */
    static Appliances of(List<KeySource> keys, LibguestfsEngine.Builder machines, Surroundings surroundings) {
        KeyProvider all = KeyProvider.none();
        for (KeySource source : keys) {
            all = all.and(provider(source, surroundings));
        }
        return new Appliances(machines.build(), all);
    }

    /** Gives the worker its handlers of disk images. */
    WorkerBuilder addTo(WorkerBuilder builder) {
        return builder.handler(
                InspectHandler.builder().engine(engine).keys(keys).build());
    }

    private static KeyProvider provider(KeySource source, Surroundings surroundings) {
        KeyProvider key = switch (source.kind()) {
            case FILE -> KeyProvider.file(readable(surroundings.path(source.name())));
            case ENV -> KeyProvider.environment(set(source.name(), surroundings), surroundings.environment());
        };
        return request -> source.fits(request.device(), request.uuid().orElse("")) ? key.keys(request) : List.of();
    }

    private static Path readable(Path file) {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new CliException("the key file " + file + " is no file that this user can read");
        }
        return file;
    }

    private static String set(String variable, Surroundings surroundings) {
        if (surroundings.environment().getOrDefault(variable, "").isEmpty()) {
            throw new CliException("the environment variable " + variable + ", which a key names, is not set");
        }
        return variable;
    }

    @Override
    public void close() {
        engine.close();
    }
}
