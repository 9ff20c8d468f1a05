package dev.guestkit.app.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where a server is whose jobs are meant, in place of a spool's. */
public final class RemoteSettings {
    /** The server. */
    public static final Setting<URI> API_URL = new Setting<>(
            "worker.api_url",
            ValueType.URL,
            Optional.empty(),
            "the server whose jobs are meant instead of the spool's, such as `https://jobs.example.org`");

    /** What it knows us by. */
    public static final Setting<Path> TOKEN_FILE = new Setting<>(
            "worker.token_file",
            ValueType.PATH,
            Optional.empty(),
            "a file that holds nothing but the token for that server; read anew for every request");

    private RemoteSettings() {}

    static List<Setting<?>> all() {
        return List.of(API_URL, TOKEN_FILE);
    }
}
