package dev.guestkit.app.jobs;

import dev.guestkit.app.config.ConfigLoader.Flag;
import dev.guestkit.app.config.RemoteSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the server is, for commands that work on its jobs as they do on a spool's. */
final class ServerOptions {
    @Option(
            names = "--api-url",
            paramLabel = "URL",
            description =
                    "the server whose jobs are meant; by default $GUESTKIT_WORKER_API_URL, without it the spool's")
    private @Nullable String url;

    @Option(names = "--token-file", paramLabel = "FILE", description = "a file that holds the token for that server")
    private @Nullable String tokenFile;

    /** What was given. */
    List<Flag> flags() {
        List<Flag> flags = new ArrayList<>();
        Optional.ofNullable(url).ifPresent(v -> flags.add(new Flag("--api-url", RemoteSettings.API_URL.key(), v)));
        Optional.ofNullable(tokenFile)
                .ifPresent(v -> flags.add(new Flag("--token-file", RemoteSettings.TOKEN_FILE.key(), v)));
        return flags;
    }

    boolean isGiven() {
        return url != null;
    }
}
