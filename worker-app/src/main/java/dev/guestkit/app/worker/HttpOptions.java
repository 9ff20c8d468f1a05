package dev.guestkit.app.worker;

import dev.guestkit.app.config.ConfigLoader.Flag;
import dev.guestkit.app.config.HttpSettings;
import dev.guestkit.app.config.Setting;
import dev.guestkit.app.config.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The settings of the HTTP front and of the store that have flags of their own; {@code --set} reaches all others. */
final class HttpOptions {
    @Option(
            names = "--transport",
            paramLabel = "KIND",
            description = "where jobs come from: file (the spool), memory, or http (the server at worker.api_url)")
    private @Nullable String transport;

    @Option(
            names = "--api-addr",
            paramLabel = "ADDRESS:PORT",
            description = "answers the REST API there, such as 127.0.0.1:8080")
    private @Nullable String apiAddr;

    @Option(
            names = "--metrics-addr",
            paramLabel = "ADDRESS:PORT",
            description = "shows metrics and health there, such as 127.0.0.1:9090")
    private @Nullable String metricsAddr;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "lets in by bearer tokens only; lines of: name scope,scope sha256:<hex>")
    private @Nullable String tokenFile;

    /** What was given. */
    List<Flag> flags() {
        List<Flag> flags = new ArrayList<>();
        add(flags, "--transport", Settings.TRANSPORT, transport);
        add(flags, "--api-addr", HttpSettings.API_ADDR, apiAddr);
        add(flags, "--metrics-addr", HttpSettings.METRICS_ADDR, metricsAddr);
        add(flags, "--token-file", HttpSettings.TOKEN_FILE, tokenFile);
        return flags;
    }

    private static void add(List<Flag> flags, String name, Setting<?> setting, @Nullable String value) {
        Optional.ofNullable(value).ifPresent(v -> flags.add(new Flag(name, setting.key(), v)));
    }
}
