package dev.guestkit.app.jobs;

import dev.guestkit.app.CliException;
import dev.guestkit.app.Surroundings;
import dev.guestkit.app.config.Configuration;
import dev.guestkit.app.config.RemoteSettings;
import dev.guestkit.transport.http.HttpTransport;
import dev.guestkit.transport.http.HttpTransportBuilder;
import dev.guestkit.worker.spi.JobTransport;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens what holds the jobs that are meant: a server where one is named, else a spool. */
public final class Stores {
    private Stores() {}

    /** The transport to it; the caller closes it. */
    public static JobTransport open(Configuration configuration, Surroundings surroundings) {
        return configuration
                .find(RemoteSettings.API_URL)
                .map(url -> server(url, configuration, surroundings))
                .orElseGet(() -> Spool.open(configuration, surroundings));
    }

    /** The transport to a server. */
    public static JobTransport server(URI url, Configuration configuration, Surroundings surroundings) {
        try {
            HttpTransportBuilder server = HttpTransport.builder(url);
            configuration
                    .find(RemoteSettings.TOKEN_FILE)
                    .map(file -> readable(surroundings.path(file.toString())))
                    .ifPresent(server::tokenFile);
            return server.build();
        } catch (IllegalArgumentException e) {
            throw new CliException(String.valueOf(e.getMessage()));
        }
    }

    private static Path readable(Path file) {
        if (!Files.isReadable(file)) {
            throw new CliException("the token file " + file + " cannot be read");
        }
        return file;
    }
}
