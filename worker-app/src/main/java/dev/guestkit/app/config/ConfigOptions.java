package dev.guestkit.app.config;

import dev.guestkit.app.Surroundings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options by which every command that needs a configuration is told about it. */
public final class ConfigOptions {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "YAML; by default $GUESTKIT_CONFIG, ~/.config/guestkit/config.yaml or /etc/guestkit/config.yaml")
    private @Nullable String file;

    @Option(names = "--spool", paramLabel = "DIR", description = "the spool directory")
    private @Nullable String spool;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "any setting that guestkit config print lists")
    private Map<String, String> set = Map.of();

    /** Whether the spool was named on the command line itself. */
    public boolean namesSpool() {
        return spool != null;
    }

    /** What holds, with these flags of the command's own on top. */
    public Configuration load(Surroundings surroundings, List<ConfigLoader.Flag> own) {
        List<ConfigLoader.Flag> flags = new ArrayList<>();
        new TreeMap<>(set).forEach((key, value) -> flags.add(new ConfigLoader.Flag("--set", key, value)));
        Optional.ofNullable(spool)
                .ifPresent(dir -> flags.add(new ConfigLoader.Flag("--spool", Settings.SPOOL.key(), dir)));
        flags.addAll(own);
        return ConfigLoader.load(surroundings, Optional.ofNullable(file), flags);
    }
}
