package dev.guestkit.app.worker;

import dev.guestkit.app.config.ConfigLoader.Flag;
import dev.guestkit.app.config.Raw;
import dev.guestkit.app.config.Setting;
import dev.guestkit.app.config.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The settings of a worker that have flags of their own; {@code --set} reaches all others. */
final class WorkerOptions {
    @Option(
            names = "--allow",
            paramLabel = "DIR",
            description = "jobs may touch files below it; may be given several times")
    private List<String> allow = List.of();

    @Option(names = "--worker-id", paramLabel = "ID", description = "the worker's name")
    private @Nullable String workerId;

    @Option(names = "--pool", paramLabel = "POOL", description = "the pool it belongs to")
    private @Nullable String pool;

    @Option(names = "--concurrency", paramLabel = "N", description = "how many jobs run at once")
    private @Nullable String concurrency;

    @Option(names = "--plugins", paramLabel = "DIR", description = "a directory of jars with further handlers")
    private @Nullable String plugins;

    @Option(
            names = "--key",
            paramLabel = "DEVICE:file:PATH",
            description = "where a key of encrypted disks comes from; DEVICE:env:NAME too; may be given several times")
    private List<String> keys = List.of();

    /** What was given. */
    List<Flag> flags() {
        List<Flag> flags = new ArrayList<>();
        if (!allow.isEmpty()) {
            flags.add(new Flag("--allow", Settings.ALLOWED_ROOTS.key(), new Raw.Items(allow)));
        }
        add(flags, "--worker-id", Settings.WORKER_ID, workerId);
        add(flags, "--pool", Settings.POOL, pool);
        add(flags, "--concurrency", Settings.CONCURRENCY, concurrency);
        add(flags, "--plugins", Settings.PLUGINS, plugins);
        if (!keys.isEmpty()) {
            flags.add(new Flag("--key", Settings.KEYS.key(), new Raw.Items(keys)));
        }
        return flags;
    }

    private static void add(List<Flag> flags, String name, Setting<?> setting, @Nullable String value) {
        Optional.ofNullable(value).ifPresent(v -> flags.add(new Flag(name, setting.key(), v)));
    }
}
